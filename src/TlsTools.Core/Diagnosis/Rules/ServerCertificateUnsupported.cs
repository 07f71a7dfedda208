using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server's certificate may not be used for a server, or not by this client, and the client refused it for that.</summary>
internal sealed class ServerCertificateUnsupported : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ServerCertificateUnsupported), Severity.Failure, "RFC 5280, 4.2.1.12; RFC 8446, 4.4.2.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.ServerRefusal is not { } refusal)
        {
            return [];
        }

        ChainFault? fault = refusal.Chain?.Find(ChainFaultKind.WrongUsage) ?? refusal.Chain?.Find(ChainFaultKind.Unreadable);
        if (fault is not null)
        {
            return
            [
                Info.Found(
                    FindingSubject.Server,
                    refusal.Weigh(isSeen: true, AlertDescription.UnsupportedCertificate) ?? Confidence.Possible,
                    $"{Sentence.Begin(fault.Text)}; {refusal.What}.",
                    refusal.Rests(fault.Field)),
            ];
        }

        if (!refusal.Is(AlertDescription.UnsupportedCertificate))
        {
            return [];
        }

        string what = refusal.Chain is { } chain
            ? $"Its key is {chain.Leaf.PublicKey} and it is signed with {chain.Leaf.SignatureAlgorithm}."
            : $"OpenSSL says so of a certificate that is not issued for servers (extended key usage). {refusal.Hidden}";
        return [Info.Found(FindingSubject.Server, Confidence.Likely, $"The client does not take the server's certificate for this use, or not its kind: {refusal.What}. {what}", refusal.Rests())];
    }
}
