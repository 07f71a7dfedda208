using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server answered neither the connection nor the ClientHello.</summary>
internal sealed class ServerSilent : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ServerSilent), Severity.Failure, "RFC 9293, 3.8.1; RFC 8446, 2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        TlsHandshake handshake = examined.Handshake;
        if (handshake.Outcome == HandshakeOutcome.Completed || handshake.Refusal is not null || HasServerSpoken(handshake))
        {
            return [];
        }

        FailureSign sign = examined.Sign;
        if (handshake.Connected == false)
        {
            if (sign.Kind == FailureKind.Silence)
            {
                return [Info.Found(
                    FindingSubject.Server,
                    handshake.CaptureQuality is { Retransmissions: 0 } ? Confidence.Possible : Confidence.Certain,
                    $"Nothing answered the client's attempts to connect to {handshake.Server}: the address is wrong, the machine is down, or a firewall drops the packets.",
                    Evidence.Of("SYN without an answer", Side.Client))];
            }
        }
        else if (handshake.ClientHello is { } hello && (sign is { Kind: FailureKind.Silence, Sender: Side.Server } || IsCutOff(examined)))
        {
            bool hasWaited = sign.Kind == FailureKind.Silence;
            string length = ClosingEvidence.SplitHello(examined) is { } split
                ? $" The ClientHello of {split.Length} bytes needed more than one packet, which some firewalls and load balancers do not take."
                : string.Empty;
            return [Info.Found(
                FindingSubject.Server,
                hasWaited ? Confidence.Certain : Confidence.Possible,
                hasWaited
                    ? $"The server accepted the TCP connection and did not answer the ClientHello{(sign.Waited is { } waited ? $" within {StageText.Of(waited)}" : string.Empty)}.{length}"
                    : $"The server had not answered the ClientHello when the capture ended.{length}",
                examined.EvidenceOf(hello),
                Evidence.Of("no answer", Side.Server))];
        }

        return [];
    }

    // The capture ends with the question: perhaps because somebody stopped it when the client had given up.
    private static bool IsCutOff(DiagnosisCase examined) =>
        examined.Handshake is { EndedBy: ConnectionEnding.CaptureEnd or ConnectionEnding.Timeout, Outcome: HandshakeOutcome.Incomplete, CaptureQuality: { IsComplete: true } };

    private static bool HasServerSpoken(TlsHandshake handshake)
    {
        foreach (TlsMessage message in handshake.AllMessages)
        {
            if (message.Sender == Side.Server)
            {
                return true;
            }
        }

        return false;
    }
}
