using System.Collections.Generic;
using System.Linq;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Diagnosis.Rules;

/// <summary>Client and server have no cipher suite in common.</summary>
internal sealed class CipherSuiteMismatch : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(CipherSuiteMismatch), Severity.Failure, "RFC 5246, 7.4.1.3; RFC 8446, 4.1.3");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (!examined.HasFailed || examined.Handshake.ClientHello is not { } hello)
        {
            return [];
        }

        return IsRefusedChoice(examined, hello) ? [RefusedByClient(examined, hello, examined.Handshake.ServerHello!)]
            : examined.Offer.FindingsOf(OfferPart.CipherSuites, Info);
    }

    private static bool IsRefusedChoice(DiagnosisCase examined, ClientHello hello) =>
        examined.Sign is { Sender: Side.Client, Kind: FailureKind.Alert, Stage: FailureStage.ClientJudges, Description: { } alert }
        && (alert == AlertDescription.HandshakeFailure || alert == AlertDescription.IllegalParameter || alert == AlertDescription.InsufficientSecurity)
        && !hello.IsSsl2Form
        && examined.Handshake.ServerHello is { HasChoice: true } answer
        && !hello.CipherSuites.Contains(answer.CipherSuite);

    private RuleFinding RefusedByClient(DiagnosisCase examined, ClientHello hello, ServerHello answer) => Info.Found(
        FindingSubject.Server,
        Confidence.Certain,
        $"The server chose the cipher suite {answer.CipherSuite}, which the client had not offered, and the client refused it with the alert {examined.Sign.Description}.",
        examined.EvidenceOf(hello, "cipher_suites"),
        examined.EvidenceOf(answer, "cipher_suite"),
        examined.Sign.Evidence);
}
