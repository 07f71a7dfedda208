using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server's certificate, or one above it, was over, and the client refused it for that.</summary>
internal sealed class ServerCertificateExpired : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ServerCertificateExpired), Severity.Failure, "RFC 5280, 4.1.2.5; RFC 8446, 6.2") { IsForHealthy = true };

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.ServerRefusal is not { IsPlainLeave: false } refusal)
        {
            return NoteAccepted(examined);
        }

        ChainFault? fault = refusal.Chain?.Find(ChainFaultKind.Expired);
        if (refusal.Weigh(fault is not null, AlertDescription.CertificateExpired) is not { } confidence)
        {
            return [];
        }

        string message = fault is null
            ? $"For the client the server's certificate, or one above it, had expired: {refusal.What}. {refusal.Hidden}"
            : $"{Sentence.Begin(fault.Text)}, before this handshake on {ChainJudgement.Text(examined.Time)}; {refusal.What}.";
        return [Info.Found(FindingSubject.Server, confidence, message, refusal.Rests(fault?.Field))];
    }

    private RuleFinding[] NoteAccepted(DiagnosisCase examined)
    {
        if (examined.HasFailed || examined.ServerChain is not [{ } leaf, ..] || !(leaf.NotAfter < examined.Time))
        {
            return [];
        }

        return
        [
            Info.Noted(
                Severity.Warning,
                FindingSubject.Server,
                Confidence.Certain,
                $"The server's certificate '{leaf}' had expired on {ChainJudgement.Text(leaf.NotAfter)}, before this handshake on {ChainJudgement.Text(examined.Time)}; this client went on, others refuse it.",
                examined.ServerChainEvidence("notAfter")),
        ];
    }
}
