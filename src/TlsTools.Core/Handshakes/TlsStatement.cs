using System;
using TlsTools.Capture;
using TlsTools.Tls;

namespace TlsTools.Handshakes;

/// <summary>What an end said of a handshake in its own words, in its log: most often why it refused the other end.</summary>
public sealed record TlsStatement
{
    /// <summary>The line of the log; <see langword="null"/> where the source has no lines.</summary>
    public long? Line { get; init; }

    /// <summary>When it was said; <see langword="null"/> where the log does not tell in a way that can be understood.</summary>
    public DateTime? Time => Timestamp?.ToDateTime();

    /// <summary>When it was said, with all the digits of the log.</summary>
    public CaptureTime? Timestamp { get; init; }

    /// <summary>The end that said it; <see langword="null"/> where the log does not tell which end wrote it.</summary>
    public Side? Sender { get; init; }

    /// <summary>What it said, safe to show on a terminal.</summary>
    public required string Text { get; init; }

    /// <summary>Says it in one line, for instance <c>Server: no shared cipher</c>.</summary>
    public override string ToString() => Sender is { } sender ? $"{sender}: {Text}" : Text;
}
