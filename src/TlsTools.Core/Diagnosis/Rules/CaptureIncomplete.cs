using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The capture lacks what would tell how the handshake went.</summary>
internal sealed class CaptureIncomplete : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(CaptureIncomplete), Severity.Failure, "RFC 8446, 2") { IsForHealthy = true };

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        TlsHandshake handshake = examined.Handshake;
        if (handshake.CaptureQuality is not { } quality || handshake.Connected == false || handshake.Refusal is not null)
        {
            return [];
        }

        if (handshake.Outcome == HandshakeOutcome.Incomplete)
        {
            if (examined.Sign.Kind is FailureKind.Silence or FailureKind.Alert or FailureKind.EncryptedAlert or FailureKind.Plaintext)
            {
                return [];
            }

            bool hasData = handshake.Phase == HandshakePhase.ApplicationData;
            string what = What(handshake, quality);
            return [hasData || handshake.ClientHello is null && handshake.ServerHello is null
                ? Info.Noted(
                    Severity.Information,
                    FindingSubject.Capture,
                    Confidence.Certain,
                    $"{what}; how its handshake went cannot be said.",
                    Where(handshake, quality))
                : Info.Found(
                    FindingSubject.Capture,
                    quality.IsComplete ? Confidence.Possible : Confidence.Certain,
                    $"{what}; whether the handshake went on, and what became of it, cannot be said.",
                    Where(handshake, quality))];
        }
        else if (!quality.IsComplete && !examined.IsExplained && (examined.HasFailed || LacksHello(handshake)))
        {
            // What ended a failed attempt was seen, and yet its reason may stand in what is missing: that is said after all other reasons.
            return [Info.Noted(
                examined.HasFailed ? Severity.Failure : Severity.Information,
                FindingSubject.Capture,
                examined.HasFailed ? Confidence.Possible : Confidence.Certain,
                $"{What(handshake, quality)}; what was said in the missing part of the handshake cannot be judged.",
                Where(handshake, quality))];
        }

        return [];
    }

    private static string What(TlsHandshake handshake, CaptureQuality quality) => quality switch
    {
        _ when handshake.Messages.Count == 0 => "The capture ended before either end had said anything over this connection",
        { TruncatedPackets: > 0 } => $"The capture has cut off {quality.TruncatedPackets} packets of this connection (its snapshot length is too short)",
        { OneDirectionOnly: true } => $"The capture has only the packets of the {(handshake.Messages is [{ Sender: Side.Server }, ..] ? "server" : "client")}",
        { MidStreamStart: true } => "The capture began when the connection was already there",
        { LimitReached: true } => "The connection has more handshake data than is read of one connection",
        { MissingBytes: > 0 } => $"The capture lacks {quality.MissingBytes} bytes of this connection",
        _ => "The capture ended in the middle of the handshake",
    };

    private static Evidence Where(TlsHandshake handshake, CaptureQuality quality)
    {
        foreach (TlsMessage message in handshake.AllMessages)
        {
            if (message.IsIncomplete)
            {
                return Evidence.Of(message);
            }
        }

        return handshake.Messages is [.., { } last]
            ? Evidence.Of(last, quality.IsComplete ? "the last message in the capture" : quality.ToString())
            : Evidence.Of(quality.ToString());
    }

    private static bool LacksHello(TlsHandshake handshake)
    {
        if (handshake.ClientHello is null || handshake.ServerHello is null)
        {
            return handshake.Messages.Count > 0;
        }

        foreach (TlsMessage message in handshake.AllMessages)
        {
            if (message.IsIncomplete)
            {
                return true;
            }
        }

        return false;
    }
}
