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

    // What a source says that has no transcript. Captures have millions of messages, and what their transcripts hold is not held twice.
    private Told? _told;
    private TlsAlert? _alert;

    /// <summary>Makes a message of a source that has decoded it.</summary>
    public TlsMessage()
    {
    }

    internal TlsMessage(Transcript transcript, int index)
    {
        _transcript = transcript;
        _index = index;
    }

    /// <summary>The packet in which the message became complete, as Wireshark counts; <see langword="null"/> where the source has no packets.</summary>
    public long? Packet
    {
        get => _transcript is null ? _told?.Packet : Seen.Packet;
        init => Telling.Packet = value;
    }

    /// <summary>The packet that holds the message's first byte.</summary>
    public long? FirstPacket
    {
        get => _transcript is null ? _told?.FirstPacket : Seen.FirstPacket;
        init => Telling.FirstPacket = value;
    }

    /// <summary>The line of the log that tells of it; <see langword="null"/> where the source has no lines.</summary>
    public long? Line
    {
        get => _told?.Line;
        init => Telling.Line = value;
    }

    /// <summary>When it became complete.</summary>
    public DateTime? Time => Timestamp?.ToDateTime();

    /// <summary>When it became complete, with all the digits of the capture.</summary>
    public CaptureTime? Timestamp
    {
        get => _transcript is null ? _told?.Timestamp : Seen.Time;
        init => Telling.Timestamp = value;
    }

    /// <summary>The end that sent it.</summary>
    public Side Sender
    {
        get => _transcript is null ? _told?.Sender ?? default : _transcript.SenderOf(_index);
        init => Telling.Sender = value;
    }

    /// <summary>What the record says it holds, or turned out to hold when it was decrypted; <see langword="null"/> where there is no TLS record.</summary>
    public ContentType? ContentType
    {
        get => _transcript is null ? _told?.ContentType
            : Seen.Kind != EventKind.Plaintext && Seen.RecordVersion != ProtocolVersion.Ssl20.Code ? Seen.ContentType : null;
        init => Telling.ContentType = value;
    }

    /// <summary>The registered name of what it is, for instance <c>client_hello</c>; <see langword="null"/> when that cannot be seen.</summary>
    public string? Type
    {
        get => _transcript is null ? _told?.Type : NameOf(Seen);
        init => Telling.Type = value;
    }

    /// <summary>The type of the handshake message; <see langword="null"/> when it is none, or cannot be seen.</summary>
    public HandshakeType? HandshakeType
    {
        get => _transcript is null ? _told?.HandshakeType : _transcript.TypeOf(_index);
        init => Telling.HandshakeType = value;
    }

    /// <summary>The version in the record's header.</summary>
    public ProtocolVersion? Version
    {
        get => _transcript is null ? _told?.Version : Seen.Kind != EventKind.Plaintext ? new ProtocolVersion(Seen.RecordVersion) : null;
        init => Telling.Version = value;
    }

    /// <summary>Bytes of the message without its header, of the record where it is encrypted; <see langword="null"/> where the source is a log, which does not say.</summary>
    public long? Length
    {
        get => _transcript is null ? _told?.Length : Seen.Length;
        init => Telling.Length = value;
    }

    /// <summary>Whether it was sent encrypted; then only its length can be seen, unless it is <see cref="Decrypted"/>.</summary>
    public bool Encrypted
    {
        get => _transcript is null ? _told is { Encrypted: true } : Seen.Kind == EventKind.Encrypted || Seen.IsDecrypted;
        init => Telling.Encrypted = value;
    }

    /// <summary>Whether secrets that were given opened it. Of application data nothing is kept all the same.</summary>
    public bool Decrypted
    {
        get => _transcript is null ? _told is { Decrypted: true } : Seen.IsDecrypted;
        init => Telling.Decrypted = value;
    }

    /// <summary>Whether the source does not have all of its bytes.</summary>
    public bool IsIncomplete
    {
        get => _transcript is null ? _told is { IsIncomplete: true } : Seen.Kind == EventKind.Missing || (Seen.Kind == EventKind.Handshake && Seen.Available < Seen.Length);
        init => Telling.IsIncomplete = value;
    }

    /// <summary>How many records this entry stands for; more than one only where application data was folded.</summary>
    public long Count
    {
        get => _transcript is null ? _told?.Count ?? 1 : Seen.Count;
        init => Telling.Count = value;
    }

    /// <summary>The decoded handshake message; <see langword="null"/> when it is none, or cannot be seen.</summary>
    public HandshakeMessage? Handshake
    {
        get => _transcript is null ? _told?.Handshake : _transcript.Decode(_index);
        init => Telling.Handshake = value;
    }

    /// <summary>The alert; <see langword="null"/> when it is none.</summary>
    public TlsAlert? Alert
    {
        get => _transcript is null ? _alert
            : Seen.Kind == EventKind.Alert || (Seen.Kind == EventKind.Encrypted && Seen.ContentType == Tls.ContentType.Alert) ? _alert ??= _transcript.ReadAlert(_index)
            : null;
        init => _alert = value;
    }

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

    private ref readonly TranscriptEvent Seen => ref _transcript!.Event(_index);

    private Told Telling => _told ??= new Told();

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

    private sealed class Told
    {
        public long? Packet;
        public long? FirstPacket;
        public long? Line;
        public CaptureTime? Timestamp;
        public Side Sender;
        public ContentType? ContentType;
        public string? Type;
        public HandshakeType? HandshakeType;
        public ProtocolVersion? Version;
        public long? Length;
        public bool Encrypted;
        public bool Decrypted;
        public bool IsIncomplete;
        public long Count = 1;
        public HandshakeMessage? Handshake;
    }
}
