using System;
using System.Globalization;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Reports.Ladders;

/// <summary>Makes a row of a message.</summary>
/// <param name="handshake">The handshake that it is of.</param>
/// <param name="encrypted">What its encrypted records probably are.</param>
internal sealed class RowWords(TlsHandshake handshake, EncryptedRecords encrypted)
{
    private readonly MessageWords _words = new(handshake);
    private readonly bool[] _changedKeys = new bool[2];
    private readonly bool[] _finished = new bool[2];

    /// <summary>The row; its stage and its times are for the caller to know.</summary>
    /// <param name="message">The message; messages are given in their order.</param>
    /// <param name="isSign">Whether it is the alert that ended the handshake.</param>
    public LadderRow Row(TlsMessage message, bool isSign)
    {
        LadderRow row = new() { Stage = default, Kind = LadderRowKind.Message, Sender = message.Sender, Packet = message.Packet, Line = message.Line, Title = message.Summary };
        if (message.ContentType is null)
        {
            return handshake.Plaintext is { } plaintext && message.Version is null
                ? row with { Kind = LadderRowKind.Plaintext, Title = plaintext.Protocol is { } protocol ? $"{protocol} in place of TLS" : "no TLS", Details = [$"\"{plaintext.Text}\""] }
                : message.HandshakeType is not null ? row with { Title = TitleOf(message), Details = _words.Of(message) }
                : row with { Kind = message.Version is null ? LadderRowKind.Plaintext : LadderRowKind.Encrypted };
        }

        if (message.Alert is { } alert)
        {
            return OfAlert(row, alert, isSign);
        }

        if (encrypted.NameOf(message) is { } name)
        {
            return OfTold(row, message, name, isSign);
        }

        if (isSign)
        {
            return row with { Kind = LadderRowKind.Alert, IsInferred = true, Title = "probably an alert", Details = ["encrypted, so what it says cannot be seen"] };
        }

        return message.ContentType switch
        {
            ContentType.ChangeCipherSpec => OfKeyChange(row, message),
            ContentType.ApplicationData => row with
            {
                Kind = LadderRowKind.Data,
                Title = IsBeforeEnd(message) ? "encrypted record" : message.Count == 1 ? "Application Data" : $"Application Data, {message.Count.ToString(CultureInfo.InvariantCulture)} records",
                Details = [IsBeforeEnd(message) ? $"{Bytes(message)}; what it holds cannot be told" : Bytes(message)],
            },
            ContentType.Handshake when message is { Encrypted: true, Decrypted: false } => OfClosedHandshake(row, message),
            ContentType.Handshake when message.HandshakeType is not null => row with { Title = TitleOf(message), Details = _words.Of(message) },
            _ => row,
        };
    }

    /// <summary>Says what an end of TCP means.</summary>
    /// <param name="isSign">Whether it ended the handshake.</param>
    public string Ending(bool isSign)
    {
        string who = handshake.EndedBySide is { } side ? side == Side.Client ? "the client" : "the server" : "an end";
        string verb = handshake.EndedBy == ConnectionEnding.Fin ? "closed the connection" : handshake.Connected == false ? "refused the connection" : "reset the connection";
        return isSign ? $"{who} {verb} without a word in TLS" : $"{who} {verb}";
    }

    /// <summary>The row of an alert.</summary>
    public static LadderRow OfAlert(LadderRow row, TlsAlert alert, bool isSign)
    {
        if (alert.Code is not byte code)
        {
            return row with { Kind = LadderRowKind.Alert, Title = "Alert, encrypted", Details = ["what it says cannot be seen"] };
        }

        string name = $"{alert.Description ?? "alert"} ({code.ToString(CultureInfo.InvariantCulture)})";
        string? meaning = code switch
        {
            0 => "closes the connection in order",
            41 => "says that it has no certificate (SSL 3.0 has no empty Certificate message)",
            100 => "refuses to negotiate again",
            _ => null,
        };
        bool isRefusal = isSign && code is not 0 and not 90;
        return row with
        {
            Kind = LadderRowKind.Alert,
            Title = isRefusal ? $"{(IsVerdict(code) ? "refused" : "broke off")}: alert {name}" : $"Alert {name}",
            Details = meaning is not null ? [meaning] : alert.Level is { } level ? [level] : [],
        };
    }

    // What judges the other end's offer or certificate; the others say that something went wrong.
    private static bool IsVerdict(byte code) => code is >= 40 and <= 49 or 60 or 70 or 71 or (>= 109 and <= 116) or 120 or 121;

    private static LadderRow OfTold(LadderRow row, TlsMessage message, string name, bool isSign) => name switch
    {
        EncryptedRecords.Alert => row with
        {
            Kind = LadderRowKind.Alert,
            IsInferred = true,
            Title = isSign ? "probably an alert: refused" : "probably an alert",
            Details = [$"encrypted, {Bytes(message)}: its length tells that it is one, not which"],
        },
        EncryptedRecords.AlertAtEnd => row with { Kind = LadderRowKind.Alert, IsInferred = true, Title = $"probably {name}", Details = [$"encrypted, {Bytes(message)}; mostly close_notify"] },
        EncryptedRecords.EarlyData => row with { Kind = LadderRowKind.Data, Title = name, Details = [$"encrypted, {Bytes(message)}"] },
        EncryptedRecords.ServerFlight or EncryptedRecords.ServerPart => row with { Kind = LadderRowKind.Encrypted, IsInferred = true, Title = $"probably {name}", Details = [$"encrypted, {Bytes(message)}; EncryptedExtensions to Finished"] },
        EncryptedRecords.ClientFlight or EncryptedRecords.ClientPart => row with { Kind = LadderRowKind.Encrypted, IsInferred = true, Title = $"probably {name}", Details = [$"encrypted, {Bytes(message)}; up to Finished"] },
        EncryptedRecords.EmptyCertificate => row with
        {
            Kind = LadderRowKind.Encrypted,
            IsInferred = true,
            Title = $"probably {name}",
            Details = [$"encrypted, {Bytes(message)}: too short for a certificate"],
        },
        _ => row with { Kind = LadderRowKind.Encrypted, IsInferred = true, Title = $"probably {name}", Details = [$"encrypted, {Bytes(message)}"] },
    };

    private LadderRow OfKeyChange(LadderRow row, TlsMessage message)
    {
        _changedKeys[(int)message.Sender] = true;
        return row with
        {
            Kind = LadderRowKind.ChangeOfKeys,
            Title = "ChangeCipherSpec",
            Details = [handshake.Version is { IsTls13: true } ? "without meaning in TLS 1.3" : "encrypts from here on"],
        };
    }

    // RFC 5246, 7.1 and 7.4.9: the first message after the change of keys is Finished.
    private LadderRow OfClosedHandshake(LadderRow row, TlsMessage message)
    {
        int sender = (int)message.Sender;
        bool isFinished = _changedKeys[sender] && !_finished[sender];
        _finished[sender] |= isFinished;
        return row with
        {
            Kind = LadderRowKind.Encrypted,
            IsInferred = !isFinished,
            Title = isFinished ? "Finished" : "encrypted handshake message",
            Details = [isFinished ? "encrypted, told by its place" : $"{Bytes(message)}, of a new negotiation"],
        };
    }

    private bool IsBeforeEnd(TlsMessage message) =>
        EncryptedRecords.IsClosed(message) && handshake.Version is { IsTls13: true } && encrypted.ClientFinished is null && handshake.Outcome != HandshakeOutcome.Completed;

    private static string TitleOf(TlsMessage message) => message.HandshakeType switch
    {
        HandshakeType.ServerHello when message.Handshake is Tls.Messages.ServerHello { IsHelloRetryRequest: true } => "HelloRetryRequest",
        { } type when type.ToString().StartsWith("Ssl2", StringComparison.Ordinal) => $"{type.ToString().Substring(4)} (SSL 2.0)",
        { } type => Enum.IsDefined(type) ? type.ToString() : $"handshake message {HandshakeNamesOf(message)}",
        _ => "Handshake Message",
    };

    private static string HandshakeNamesOf(TlsMessage message) => message.Type ?? "of an unknown type";

    private static string Bytes(TlsMessage message) =>
        message.Length is long length ? $"{length.ToString("N0", CultureInfo.InvariantCulture)} byte{(length == 1 ? string.Empty : "s")}" : "length not known";
}
