using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server's certificate, or one above it, was not valid yet, and the client refused it for that.</summary>
internal sealed class ServerCertificateNotYetValid : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ServerCertificateNotYetValid), Severity.Failure, "RFC 5280, 4.1.2.5; RFC 8446, 6.2") { IsForHealthy = true };

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.ServerRefusal is not { IsPlainLeave: false } refusal)
        {
            return NoteAccepted(examined);
        }

        if (refusal.Chain?.Find(ChainFaultKind.NotYetValid) is { } fault)
        {
            return
            [
                Info.Found(
                    FindingSubject.Server,
                    refusal.IsUnspecific && refusal.Manner != RefusalManner.Left ? Confidence.Likely : Confidence.Possible,
                    $"{Sentence.Begin(fault.Text)}, after this handshake on {ChainJudgement.Text(examined.Time)}; {refusal.What}.",
                    refusal.Rests(fault.Field)),
            ];
        }

        // OpenSSL and Java say bad_certificate of it, and of little else.
        return refusal.Chain is null && refusal.Is(AlertDescription.BadCertificate)
            ? [Info.Found(FindingSubject.Server, Confidence.Possible, $"Perhaps the server's certificate was not valid yet by the client's clock: {refusal.What}, as OpenSSL and Java do then. {refusal.Hidden}", refusal.Rests())]
            : [];
    }

    private RuleFinding[] NoteAccepted(DiagnosisCase examined)
    {
        if (examined.HasFailed || examined.ServerChain is not [{ } leaf, ..] || !(leaf.NotBefore > examined.Time))
        {
            return [];
        }

        return
        [
            Info.Noted(
                Severity.Warning,
                FindingSubject.Server,
                Confidence.Certain,
                $"The server's certificate '{leaf}' is valid from {ChainJudgement.Text(leaf.NotBefore)} on, after this handshake on {ChainJudgement.Text(examined.Time)}; this client went on, others refuse it.",
                examined.ServerChainEvidence("notBefore")),
        ];
    }
}
