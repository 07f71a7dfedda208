using System.Collections.Generic;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server's certificate is not for the name that the client asked for, and the client refused it for that.</summary>
internal sealed class ServerCertificateNameMismatch : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ServerCertificateNameMismatch), Severity.Failure, "RFC 9525, 6; RFC 6066, 3") { IsForHealthy = true };

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.ServerRefusal is { IsPlainLeave: true })
        {
            return NoteAccepted(examined);
        }

        if (examined.ServerRefusal is not { Chain: { } chain } refusal)
        {
            return [];
        }

        if (refusal.NameFits is false)
        {
            // Who does not trust the issuer does not get as far as to compare names.
            Confidence confidence = refusal.IsUnspecific && !chain.IsSelfSigned && refusal.Manner != RefusalManner.Left ? Confidence.Likely : Confidence.Possible;
            return
            [
                Info.Found(
                    FindingSubject.Server,
                    confidence,
                    $"The client asked for '{refusal.Name}' and the server's certificate is for {ServerNames.Describe(chain.Leaf)}; {refusal.What}.",
                    [.. refusal.Rests("subjectAltName"), .. Offer(examined)]),
            ];
        }

        if (!refusal.IsUnspecific || refusal.HasPlainFault || refusal.Manner is RefusalManner.Left or RefusalManner.Closed)
        {
            return [];
        }

        if (refusal.NameFits is true && !ServerNames.HasNames(chain.Leaf))
        {
            return
            [
                Info.Found(
                    FindingSubject.Server,
                    chain.IsSelfSigned || chain.LacksIssuer ? Confidence.Possible : Confidence.Likely,
                    $"The server's certificate '{chain.Leaf}' has the name '{refusal.Name}' in its subject only and no subjectAltName, where clients look for it; {refusal.What}.",
                    refusal.Rests("no subjectAltName")),
            ];
        }

        return refusal.UnnamedAddress is { } address
            ?
            [
                Info.Found(
                    FindingSubject.Server,
                    Confidence.Possible,
                    $"The client named no server in its ClientHello, so the name that it looked for is not known; the certificate is for {ServerNames.Describe(chain.Leaf)} and not for {address}, the address that it connected to; {refusal.What}.",
                    refusal.Rests("subjectAltName")),
            ]
            : [];
    }

    private RuleFinding[] NoteAccepted(DiagnosisCase examined) =>
        examined.Handshake.ServerName is { } name && examined.ServerChain is [{ } leaf, ..] && !ServerNames.Fits(leaf, name)
            ?
            [
                Info.Noted(
                    Severity.Warning,
                    FindingSubject.Server,
                    Confidence.Certain,
                    $"The client asked for '{name}' and the server's certificate is for {ServerNames.Describe(leaf)}; this client completed the handshake nevertheless and closed the connection without having sent anything, others refuse the certificate.",
                    [examined.ServerChainEvidence("subjectAltName"), .. Offer(examined)]),
            ]
            : [];

    private static Evidence[] Offer(DiagnosisCase examined) =>
        examined.Handshake.ClientHello is { } hello ? [examined.EvidenceOf(hello, "server_name")] : [];
}
