using System;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Diagnosis;

/// <summary>Finds the sign by which an attempt failed, and when in the handshake it was given.</summary>
/// <param name="handshake">The attempt.</param>
internal sealed class FailureSignReader(TlsHandshake handshake)
{
    /// <summary>Reads the kind of a handshake that was completed, in which nobody waited in vain.</summary>
    public FailureKind ReadKindOfCompleted() => KindOf(ReadEndingAlert());

    /// <summary>Reads the sign.</summary>
    public FailureSign Read()
    {
        if (FindPlaintext() is { } plaintext)
        {
            return new FailureSign
            {
                Kind = FailureKind.Plaintext,
                Sender = plaintext.Sender,
                Stage = handshake.ClientHello is null ? FailureStage.BeforeHello : FailureStage.ServerAnswers,
                Evidence = Evidence.Of(plaintext),
            };
        }

        TlsAlert? alert = ReadEndingAlert();
        FailureKind kind = KindOf(alert);
        Side? sender = alert?.Sender ?? handshake.EndedBySide;
        TlsMessage? last = null;
        TimeSpan? waited = handshake.Outcome == HandshakeOutcome.Completed ? null : WaitedFor(alert, out last);
        if (last is not null && DebtorAfter(last) is var debtor && IsGivenUp(alert, waited, debtor))
        {
            (kind, sender) = (FailureKind.Silence, debtor);
        }

        return new FailureSign
        {
            Kind = kind,
            Sender = sender,
            Waited = waited,
            Alert = kind is FailureKind.Alert or FailureKind.EncryptedAlert ? alert : null,
            Stage = StageBefore(alert?.Packet ?? handshake.EndPacket, alert),
            Evidence = alert is not null && kind != FailureKind.None ? Evidence.Of(alert) : EvidenceOf(kind, sender),
        };
    }

    // What was said before the ServerHello in place of a hello or an answer to it; behind a hole it is only the inside of a record.
    private TlsMessage? FindPlaintext()
    {
        if (handshake.Outcome == HandshakeOutcome.Completed || handshake.ServerHello is not null || handshake.CaptureQuality is { IsComplete: false })
        {
            return null;
        }

        foreach (TlsMessage message in handshake.AllMessages)
        {
            if (message.ContentType is null && message.Version is null)
            {
                return message;
            }
        }

        return null;
    }

    private TimeSpan? WaitedFor(TlsAlert? alert, out TlsMessage? last)
    {
        last = null;
        foreach (TlsMessage message in handshake.AllMessages)
        {
            if (message.Alert is null && (handshake.EndPacket is not long end || message.Packet <= end))
            {
                last = message;
            }
        }

        return last?.Timestamp is { } since && (alert?.Timestamp ?? handshake.WatchedUntil) is { } until && until > since ? until.Since(since) : null;
    }

    // The end whose turn it was: the other one, unless the last message was not the end of its sender's flight.
    private Side DebtorAfter(TlsMessage last)
    {
        // What came behind bytes that did not arrive did not arrive either, so the other end still waits for them.
        if (handshake.CaptureQuality is { UnreceivedBytes: > 0 } quality)
        {
            return quality.MissingBytesFromServer > 0 ? Side.Server : Side.Client;
        }

        bool isWholeFlight = last switch
        {
            { Sender: Side.Client } => last.HandshakeType is not HandshakeType.Certificate,
            { Handshake: ServerHello { IsHelloRetryRequest: true } } => true,
            _ => last.HandshakeType is null or HandshakeType.ServerHelloDone or HandshakeType.Ssl2ServerHello
                && last.ContentType is not ContentType.ChangeCipherSpec,
        };
        return isWholeFlight == (last.Sender == Side.Client) ? Side.Server : Side.Client;
    }

    // An end that goes away after a while, when it was the other one's turn, had waited in vain.
    private bool IsGivenUp(TlsAlert? alert, TimeSpan? waited, Side debtor) =>
        handshake.CaptureQuality is null or { MidStreamStart: false, OneDirectionOnly: false, LimitReached: false }
        && (handshake.CaptureQuality?.MissingBytes ?? 0) == (handshake.CaptureQuality?.UnreceivedBytes ?? 0)
        && handshake.EndedBy switch
        {
            ConnectionEnding.Fin or ConnectionEnding.Reset => handshake.EndedBySide != debtor && waited >= s_patience,
            ConnectionEnding.Alert or ConnectionEnding.CloseNotify =>
                alert is { Sender: var sender, Description: "close_notify" or "user_canceled" } && sender != debtor && waited >= s_patience,
            ConnectionEnding.CaptureEnd => waited >= s_capturePatience && IsSilenceSeen,
            _ => false,
        };

    private bool IsSilenceSeen => handshake.CaptureQuality is null || handshake.IsFollowed || handshake.Connected == false;

    private FailureKind KindOf(TlsAlert? alert) => handshake.EndedBy switch
    {
        ConnectionEnding.Alert when alert is { Code: not null } => FailureKind.Alert,
        ConnectionEnding.Alert => FailureKind.EncryptedAlert,
        ConnectionEnding.CloseNotify when handshake.Outcome == HandshakeOutcome.Completed => FailureKind.None,
        ConnectionEnding.CloseNotify when alert is { Code: not null } => FailureKind.Alert,
        ConnectionEnding.CloseNotify => FailureKind.EncryptedAlert,
        ConnectionEnding.Fin => FailureKind.Fin,
        ConnectionEnding.Reset => FailureKind.Reset,
        ConnectionEnding.Timeout when IsSilenceSeen => FailureKind.Silence,
        _ => FailureKind.None,
    };

    private TlsAlert? ReadEndingAlert() => handshake.EndedBy is ConnectionEnding.Alert or ConnectionEnding.CloseNotify ? FindEndingAlert() : null;

    // Of several alerts the one that ended it; an older one on the same connection was a warning.
    private TlsAlert? FindEndingAlert() =>
        handshake.Alerts.Count == 0 ? handshake.Alert :
        handshake.Alerts.FirstOrDefault(alert => alert.Packet is not null && alert.Packet == handshake.EndPacket && alert.Level != "warning")
        ?? handshake.Alerts.FirstOrDefault(alert => alert.Packet is not null && alert.Packet == handshake.EndPacket)
        ?? handshake.Alert
        ?? (handshake.Alerts is [.., { } last] ? last : null);

    private FailureStage StageBefore(long? end, TlsAlert? sign)
    {
        FailureStage stage = FailureStage.BeforeHello;
        bool clientAnswered = false;
        foreach (TlsMessage message in handshake.AllMessages)
        {
            // The packet that ends it may bring other messages before the end.
            if (end is long last && message.Packet > last)
            {
                break;
            }

            bool isSign = sign is not null && message.Packet == sign.Packet && message.Sender == sign.Sender && (message.Alert is not null || message is { Encrypted: true, Decrypted: false });
            if (isSign)
            {
                continue;
            }

            FailureStage reached = StageAfter(message, clientAnswered);
            clientAnswered |= reached == FailureStage.ServerJudges;
            stage = reached > stage ? reached : stage;
        }

        return stage == FailureStage.ServerJudges && IsBeyondHandshake() ? FailureStage.AfterFinished : stage;
    }

    private FailureStage StageAfter(TlsMessage message, bool clientAnswered)
    {
        bool fromClient = message.Sender == Side.Client;
        if (message.HandshakeType is HandshakeType.ClientHello or HandshakeType.Ssl2ClientHello)
        {
            return FailureStage.ServerAnswers;
        }

        if (fromClient)
        {
            return IsAnswer(message) ? FailureStage.ServerJudges : FailureStage.BeforeHello;
        }

        // A log may tell that there was a hello and not what it said, or begin after it.
        bool isChoice = message.Handshake is ServerHello { IsHelloRetryRequest: false } or Ssl2ServerHello
            || message is { Handshake: null, HandshakeType: HandshakeType.ServerHello or HandshakeType.Certificate };
        return clientAnswered || !isChoice ? FailureStage.BeforeHello : FailureStage.ClientJudges;
    }

    // The change of keys is no answer in TLS 1.3, where it means nothing (RFC 8446, D.4), but what is encrypted after it is. In
    // SSL 3.0 an alert says that there is no certificate, before anything else (RFC 6101, 5.6.6).
    private bool IsAnswer(TlsMessage message) => message.HandshakeType switch
    {
        null when message.Alert is { Code: NoCertificate } => true,
        HandshakeType.Certificate or HandshakeType.CompressedCertificate or HandshakeType.ClientKeyExchange or HandshakeType.Finished
            or HandshakeType.Ssl2ClientMasterKey => true,
        null => handshake.Version is { IsTls13: true }
            ? message.ContentType == ContentType.ApplicationData && handshake.ServerHello is not null
            : message.ContentType == ContentType.ChangeCipherSpec,
        _ => false,
    };

    // A client of TLS 1.3 has finished before the server judged it; only what the server sends afterwards shows that it is content.
    private bool IsBeyondHandshake() =>
        handshake.Outcome == HandshakeOutcome.Completed
        && (handshake.Version is not { IsTls13: true } || handshake.Phase == HandshakePhase.ApplicationData || ServerSpokeLast());

    private bool ServerSpokeLast()
    {
        bool clientAnswered = false;
        foreach (TlsMessage message in handshake.AllMessages)
        {
            clientAnswered |= message.Sender == Side.Client && IsAnswer(message);
            if (clientAnswered && message.Sender == Side.Server && message.ContentType == ContentType.ApplicationData && message.Length > LongestAlert)
            {
                return true;
            }
        }

        return false;
    }

    private Evidence EvidenceOf(FailureKind kind, Side? sender) => kind switch
    {
        FailureKind.Fin => Evidence.Of("TCP FIN", sender, handshake.EndPacket),
        FailureKind.Reset => Evidence.Of("TCP RST", sender, handshake.EndPacket),
        FailureKind.Silence => Evidence.Of("no answer", sender),
        _ => handshake.Messages.Count > 0 ? Evidence.Of(handshake.Messages[handshake.Messages.Count - 1]) : Evidence.Of("TCP", sender, handshake.EndPacket),
    };

    private const byte NoCertificate = 41;
    // Shorter than the time limits that people set for a connection, longer than an answer takes.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_capturePatience = TimeSpan.FromSeconds(5);

    // An alert with its tag, padded as the JDK does.
    private const int LongestAlert = 35;
}
