using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.X509;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The client's certificate is not one for clients, or of a kind that the server does not take.</summary>
internal sealed class ClientCertificateUnsupported : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ClientCertificateUnsupported), Severity.Failure, "RFC 5280, 4.2.1.3, 4.2.1.12; RFC 5246, 7.2.2") { IsForHealthy = true };

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined) =>
        examined.ClientRefusal is { IsEmpty: false } refusal ? ExamineRefusal(refusal)
        : examined.SentChain.Length > 0 && examined.Handshake.Outcome == HandshakeOutcome.Completed ? ExamineAccepted(examined)
        : [];

    private IEnumerable<RuleFinding> ExamineAccepted(DiagnosisCase examined)
    {
        TlsCertificate leaf = examined.SentChain[0];
        return leaf.ExtendedKeyUsage is not { } purposes || purposes.Contains(KeyPurpose.ClientAuthentication) || purposes.Contains(KeyPurpose.Any) ? [] :
        [
            Info.Noted(
                Severity.Warning,
                FindingSubject.Client,
                Confidence.Certain,
                $"The client's certificate '{leaf}' was issued for {string.Join(", ", purposes)} and not for clientAuth; this server completed the handshake all the same.",
                examined.EvidenceOf(examined.Handshake.ClientCertificateMessage!, "extKeyUsage")),
        ];
    }

    private IEnumerable<RuleFinding> ExamineRefusal(ClientRefusal refusal)
    {
        bool isSaid = refusal.Says(AlertDescription.UnsupportedCertificate);
        if (refusal.Chain is { } chain && (chain.Find(ChainFaultKind.WrongUsage) ?? chain.Find(ChainFaultKind.Unreadable)) is { } fault)
        {
            return [Info.Found(
                FindingSubject.Client,
                refusal.AtMost(Judge(refusal, fault.Kind == ChainFaultKind.WrongUsage)),
                $"The certificate that the client sent was not one for clients: {fault.Text}; {refusal.How}.{refusal.Note}",
                chain.Evidence with { Field = fault.Field },
                refusal.Sign.Evidence)];
        }
        else if (isSaid)
        {
            string what = refusal.Chain is { } seen ? $" '{seen.Leaf}' (version {seen.Leaf.Version}, key {seen.Leaf.PublicKey})" : string.Empty;
            return [Info.Found(
                FindingSubject.Client,
                Confidence.Likely,
                $"The server does not take a certificate of the kind that the client sent{what}: it answered with the alert unsupported_certificate, which servers send for a wrong purpose, kind of key or version.",
                refusal.Chain?.Evidence ?? refusal.Sign.Evidence,
                refusal.Sign.Evidence)];
        }

        return [];
    }

    // What is hardly known is refused by some only, so that a close without a word need not be because of it.
    private static Confidence Judge(ClientRefusal refusal, bool isWrongUsage) =>
        refusal.Says(AlertDescription.UnsupportedCertificate) ? (isWrongUsage ? Confidence.Certain : Confidence.Likely)
        : refusal.IsUnspecific && (isWrongUsage || !refusal.IsSilent) ? Confidence.Likely
        : Confidence.Possible;
}
