using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The handshake had begun, and then one end said no more.</summary>
internal sealed class HandshakeStalled : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(HandshakeStalled), Severity.Failure, "RFC 9293, 3.8; RFC 8899; RFC 2923, 2.1");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        TlsHandshake handshake = examined.Handshake;
        if (handshake.Outcome == HandshakeOutcome.Completed
            || handshake.Messages.Count == 0
            || examined.Sign is not { Kind: FailureKind.Silence, Sender: { } silent, Waited: { } waited } sign
            || !HasSpoken(handshake, Side.Server))
        {
            return [];
        }

        long lost = handshake.CaptureQuality?.UnreceivedBytes ?? 0;
        string who = silent == Side.Server ? "server" : "client";
        return [lost > 0
            ? Info.Found(
                FindingSubject.Network,
                Confidence.Likely,
                $"{lost} bytes of the handshake were lost on the way and did not arrive within {StageText.Of(waited)}, though shorter packets did: most likely a link takes no packets of full size and nobody is told (path MTU).",
                ClosingEvidence.Of(examined, sign))
            : Info.Found(
                silent == Side.Server ? FindingSubject.Server : FindingSubject.Client,
                handshake.EndedBy == ConnectionEnding.CaptureEnd ? Confidence.Possible : Confidence.Likely,
                $"The handshake stood still: the {who} said no more for {StageText.Of(waited)}, {Place(silent, sign.Stage)}{Repeated(handshake)}.",
                ClosingEvidence.Of(examined, sign))];
    }

    // An end that stands still although the other one has nothing to answer yet has not sent all of its part.
    private static string Place(Side silent, FailureStage stage) => (silent, stage) switch
    {
        (Side.Server, FailureStage.ClientJudges) => "in the middle of its part of the handshake",
        (Side.Client, FailureStage.ServerJudges) => "in the middle of its answer to the server",
        _ => StageText.Of(stage),
    };

    private static string Repeated(TlsHandshake handshake) =>
        handshake.CaptureQuality is { Retransmissions: > 1 and int count } ? $"; {count} segments were sent again, so packets do not get through" : string.Empty;

    private static bool HasSpoken(TlsHandshake handshake, Side side)
    {
        foreach (TlsMessage message in handshake.AllMessages)
        {
            if (message.Sender == side && message.Alert is null)
            {
                return true;
            }
        }

        return false;
    }
}
