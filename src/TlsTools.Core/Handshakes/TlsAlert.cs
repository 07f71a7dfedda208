using System;
using TlsTools.Capture;
using TlsTools.Tls;

namespace TlsTools.Handshakes;

/// <summary>An alert that an end of the connection sent.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-6">RFC 8446, 6</seealso>
public sealed record TlsAlert
{
    /// <summary>The packet that brought the alert; <see langword="null"/> where the source has no packets.</summary>
    public long? Packet { get; init; }

    /// <summary>The line of the log that tells of it; <see langword="null"/> where the source has no lines.</summary>
    public long? Line { get; init; }

    /// <summary>When it was seen.</summary>
    public DateTime? Time { get; init; }

    /// <summary>When it was seen, with all the digits of the capture.</summary>
    public CaptureTime? Timestamp { get; init; }

    /// <summary>The end that sent it; <see langword="null"/> only where a log does not tell which end is the client.</summary>
    public required Side? Sender { get; init; }

    /// <summary><c>warning</c> or <c>fatal</c>; <see langword="null"/> when that cannot be seen.</summary>
    public string? Level { get; init; }

    /// <summary>The registered name, for instance <c>bad_certificate</c>; <see langword="null"/> when that cannot be seen.</summary>
    public string? Description { get; init; }

    /// <summary>The number of the description; <see langword="null"/> when that cannot be seen.</summary>
    public byte? Code { get; init; }

    /// <summary>Whether it was sent encrypted; then only its length can be seen, unless it is <see cref="Decrypted"/>.</summary>
    public bool Encrypted { get; init; }

    /// <summary>Whether secrets that were given opened it.</summary>
    public bool Decrypted { get; init; }

    /// <summary>What the handshake had reached when it was sent.</summary>
    public HandshakePhase Phase { get; init; }

    /// <summary>Says the alert in one line, for instance <c>Client: fatal bad_certificate (42)</c>.</summary>
    public override string ToString() => Description is null ? $"{Sender?.ToString() ?? "?"}: encrypted alert" : $"{Sender?.ToString() ?? "?"}: {Level} {Description} ({Code})";
}
