using System;
using TlsTools.Capture;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Handshakes;

/// <summary>One event of the record layer: a handshake message, an alert, a change of keys, or records that cannot be read.</summary>
public sealed class TlsMessage
{
    private readonly Transcript? _transcript;
    private readonly int _index;
    private HandshakeMessage? _handshake;

    /// <summary>Makes a message of a source that has decoded it.</summary>
    public TlsMessage()
    {
    }

    internal TlsMessage(Transcript transcript, int index)
    {
        _transcript = transcript;
        _index = index;
        ref readonly TranscriptEvent seen = ref transcript.Event(index);
        Packet = seen.Packet;
        FirstPacket = seen.FirstPacket;
        Timestamp = seen.Time;
        Sender = transcript.SenderOf(index);
        bool isTls = seen.Kind != EventKind.Plaintext && seen.RecordVersion != ProtocolVersion.Ssl20.Code;
        ContentType = isTls ? seen.ContentType : null;
        Version = seen.Kind != EventKind.Plaintext ? new ProtocolVersion(seen.RecordVersion) : null;
        Length = seen.Length;
        Count = seen.Count;
        Encrypted = seen.Kind == EventKind.Encrypted || seen.IsDecrypted;
        Decrypted = seen.IsDecrypted;
        IsIncomplete = seen.Kind == EventKind.Missing || (seen.Kind == EventKind.Handshake && seen.Available < seen.Length);
        HandshakeType = transcript.TypeOf(index);
        Type = NameOf(seen);
        Alert = seen.Kind == EventKind.Alert || (seen.Kind == EventKind.Encrypted && seen.ContentType == Tls.ContentType.Alert)
            ? transcript.ReadAlert(index)
            : null;
    }

    /// <summary>The packet in which the message became complete, as Wireshark counts; <see langword="null"/> where the source has no packets.</summary>
    public long? Packet { get; init; }

    /// <summary>The packet that holds the message's first byte.</summary>
    public long? FirstPacket { get; init; }

    /// <summary>The line of the log that tells of it; <see langword="null"/> where the source has no lines.</summary>
    public long? Line { get; init; }

    /// <summary>When it became complete.</summary>
    public DateTime? Time => Timestamp?.ToDateTime();

    /// <summary>When it became complete, with all the digits of the capture.</summary>
    public CaptureTime? Timestamp { get; init; }

    /// <summary>The end that sent it.</summary>
    public Side Sender { get; init; }

    /// <summary>What the record says it holds, or turned out to hold when it was decrypted; <see langword="null"/> where there is no TLS record.</summary>
    public ContentType? ContentType { get; init; }

    /// <summary>The registered name of what it is, for instance <c>client_hello</c>; <see langword="null"/> when that cannot be seen.</summary>
    public string? Type { get; init; }

    /// <summary>The type of the handshake message; <see langword="null"/> when it is none, or cannot be seen.</summary>
    public HandshakeType? HandshakeType { get; init; }

    /// <summary>The version in the record's header.</summary>
    public ProtocolVersion? Version { get; init; }

    /// <summary>Bytes of the message without its header, of the record where it is encrypted; <see langword="null"/> where the source is a log, which does not say.</summary>
    public long? Length { get; init; }

    /// <summary>Whether it was sent encrypted; then only its length can be seen, unless it is <see cref="Decrypted"/>.</summary>
    public bool Encrypted { get; init; }

    /// <summary>Whether secrets that were given opened it. Of application data nothing is kept all the same.</summary>
    public bool Decrypted { get; init; }

    /// <summary>Whether the source does not have all of its bytes.</summary>
    public bool IsIncomplete { get; init; }

    /// <summary>How many records this entry stands for; more than one only where application data was folded.</summary>
    public long Count { get; init; } = 1;

    /// <summary>The decoded handshake message; <see langword="null"/> when it is none, or cannot be seen.</summary>
    public HandshakeMessage? Handshake
    {
        get => _handshake ??= _transcript?.Decode(_index);
        init => _handshake = value;
    }

    /// <summary>The alert; <see langword="null"/> when it is none.</summary>
    public TlsAlert? Alert { get; init; }

    /// <summary>One line for people, for instance <c>ServerHello TLS 1.2, TLS_RSA_WITH_AES_128_CBC_SHA</c>; safe to show on a terminal.</summary>
    public string Summary
    {
        get
        {
            string text = Handshake?.Summary ?? AlertSummary ?? RecordSummary;
            return IsIncomplete ? text + " (incomplete)" : text;
        }
    }

    /// <summary>The summary with its sender.</summary>
    public override string ToString() => $"{Sender}: {Summary}";

    private string? AlertSummary => Alert is null ? null : Alert.Description is null ? "Encrypted Alert" : $"Alert {Alert.Level} {Alert.Description}";

    private string RecordSummary => ContentType switch
    {
        null => Encrypted ? "Encrypted Record of SSL 2.0" : $"Not TLS: {_transcript?.ExcerptOf(_index)}",
        Tls.ContentType.Handshake when HandshakeType is { } type => type.ToString(),
        Tls.ContentType.Handshake => Encrypted && !Decrypted ? "Encrypted Handshake Message" : "Handshake Message",
        Tls.ContentType.ChangeCipherSpec => "Change Cipher Spec",
        Tls.ContentType.ApplicationData => Count == 1 ? "Application Data" : $"Application Data, {Count} records",
        Tls.ContentType.Heartbeat => "Heartbeat",
        _ => HandshakeNames.Of(ContentType.Value),
    };

    private string? NameOf(in TranscriptEvent seen) => seen.Kind switch
    {
        EventKind.Handshake or EventKind.Ssl2 => HandshakeNames.Of(HandshakeType ?? default),
        EventKind.Alert => HandshakeNames.Of(Tls.ContentType.Alert),
        EventKind.ChangeCipherSpec => HandshakeNames.Of(Tls.ContentType.ChangeCipherSpec),
        _ => null,
    };
}
