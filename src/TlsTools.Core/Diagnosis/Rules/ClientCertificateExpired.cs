using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.X509;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The client's certificate, or one of its chain, had expired.</summary>
internal sealed class ClientCertificateExpired : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ClientCertificateExpired), Severity.Failure, "RFC 5280, 4.1.2.5; RFC 5246, 7.2.2") { IsForHealthy = true };

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined) =>
        examined.ClientRefusal is { IsEmpty: false } refusal ? ExamineRefusal(examined, refusal)
        : examined.SentChain.Length > 0 && examined.Handshake.Outcome == HandshakeOutcome.Completed ? ExamineAccepted(examined)
        : [];

    private IEnumerable<RuleFinding> ExamineRefusal(DiagnosisCase examined, ClientRefusal refusal)
    {
        bool isSaid = refusal.Says(AlertDescription.CertificateExpired);
        if (refusal.Chain is not { } chain)
        {
            return isSaid ? [Info.Found(FindingSubject.Client, Confidence.Likely, $"The server said that the client's certificate had expired; the capture does not show its dates. {Sentence.Begin(refusal.How)}.", refusal.Sign.Evidence)] : [];
        }

        return chain.Find(ChainFaultKind.Expired) is not { } expired ? [] :
        [
            Info.Found(
                FindingSubject.Client,
                refusal.AtMost(isSaid ? Confidence.Certain : refusal.IsUnspecific ? Confidence.Likely : Confidence.Possible),
                $"{Sentence.Begin(ClientChain.Describe(expired))} had expired on {ClientChain.Date(expired.Certificate.NotAfter)}, before the handshake on {ClientChain.Date(examined.Time)}; {refusal.How}.{refusal.Note}",
                chain.Evidence with { Field = expired.Field },
                refusal.Sign.Evidence),
        ];
    }

    private IEnumerable<RuleFinding> ExamineAccepted(DiagnosisCase examined)
    {
        foreach (TlsCertificate certificate in examined.SentChain)
        {
            if (certificate.NotAfter < examined.Time)
            {
                return
                [
                    Info.Noted(
                        Severity.Warning,
                        FindingSubject.Client,
                        Confidence.Certain,
                        $"The certificate '{certificate}' of the client had expired on {ClientChain.Date(certificate.NotAfter)}; the server completed the handshake on {ClientChain.Date(examined.Time)} all the same.",
                        examined.EvidenceOf(examined.Handshake.ClientCertificateMessage!, "notAfter")),
                ];
            }
        }

        return [];
    }
}
