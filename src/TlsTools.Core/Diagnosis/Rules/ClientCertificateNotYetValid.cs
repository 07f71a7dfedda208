using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The client's certificate, or one of its chain, was not valid yet.</summary>
internal sealed class ClientCertificateNotYetValid : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ClientCertificateNotYetValid), Severity.Failure, "RFC 5280, 4.1.2.5; RFC 5246, 7.2.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.ClientRefusal is not { IsEmpty: false, Chain: { } chain } refusal || chain.Find(ChainFaultKind.NotYetValid) is not { } early)
        {
            return [];
        }

        return [Info.Found(
            FindingSubject.Client,
            refusal.AtMost(refusal.IsUnspecific || refusal.Says(AlertDescription.CertificateExpired) ? Confidence.Likely : Confidence.Possible),
            $"{Sentence.Begin(ClientChain.Describe(early))} is valid from {ClientChain.Date(early.Certificate.NotBefore)} on, after the handshake on {ClientChain.Date(examined.Time)}; {refusal.How}.{refusal.Note}",
            chain.Evidence with { Field = early.Field },
            refusal.Sign.Evidence)];
    }
}
