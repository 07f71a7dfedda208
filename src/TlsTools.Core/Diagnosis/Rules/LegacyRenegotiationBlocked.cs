using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>An end refused one that knows only the insecure kind of renegotiation.</summary>
internal sealed class LegacyRenegotiationBlocked : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(LegacyRenegotiationBlocked), Severity.Failure, "RFC 5746, 3.4 and 4.1");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.Handshake.Alerts.Count == 0 || examined.Sign is not { Kind: FailureKind.Alert, Description: { } alert })
        {
            return [];
        }

        IEnumerable<RuleFinding> ofOffer = examined.Offer.FindingsOf(OfferPart.Renegotiation, Info);
        if (examined.HasFailed
            && examined.Sign is { Sender: Side.Client, Stage: FailureStage.ClientJudges }
            && alert == AlertDescription.HandshakeFailure
            && examined.Handshake is { ClientHello: { } hello, ServerHello: { } answer }
            && NoSecureRenegotiation.IsMissing(hello, answer))
        {
            RuleFinding ofAnswer = Info.Found(
                FindingSubject.Server,
                Confidence.Likely,
                "The server does not support secure renegotiation (its ServerHello has no renegotiation_info), and the client does not talk to such servers: it refused with the alert handshake_failure.",
                examined.EvidenceOf(answer, "no renegotiation_info"),
                examined.Sign.Evidence);
            return [ofAnswer, .. ofOffer];
        }

        return ofOffer;
    }
}
