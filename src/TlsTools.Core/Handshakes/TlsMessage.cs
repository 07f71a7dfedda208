using System;
using TlsTools.Capture;
using TlsTools.Tls;

namespace TlsTools.Handshakes;

/// <summary>One event of the record layer: a handshake message, an alert, a change of keys, or records that cannot be read.</summary>
public sealed class TlsMessage
{
    /// <summary>The packet in which the message became complete, as Wireshark counts; <see langword="null"/> where the source has no packets.</summary>
    public long? Packet { get; init; }

    /// <summary>The packet that holds the message's first byte.</summary>
    public long? FirstPacket { get; init; }

    /// <summary>When it became complete.</summary>
    public DateTime? Time { get; init; }

    /// <summary>When it became complete, with all the digits of the capture.</summary>
    public CaptureTime? Timestamp { get; init; }

    /// <summary>The end that sent it.</summary>
    public required Side Sender { get; init; }

    /// <summary>The registered name of what it is, for instance <c>client_hello</c>; <see langword="null"/> when that cannot be seen.</summary>
    public string? Type { get; init; }

    /// <summary>Bytes of the message without its header; of the record where it is encrypted.</summary>
    public long Length { get; init; }

    /// <summary>Whether only its length can be seen.</summary>
    public bool Encrypted { get; init; }

    /// <summary>How many records this entry stands for; more than one only where application data was folded.</summary>
    public long Count { get; init; } = 1;

    /// <summary>One line for people.</summary>
    public string Summary => Type ?? "encrypted";
}
