using System;
using System.Collections.Generic;
using System.Net;
using TlsTools.Capture;
using TlsTools.Tls;

namespace TlsTools.Handshakes;

/// <summary>One TLS connection attempt, from whatever source it was read.</summary>
public sealed class TlsHandshake
{
    /// <summary>Where it came from: the path of a capture or log, or <c>host:port</c>.</summary>
    public string? Source { get; init; }

    /// <summary>1, 2, 3 … in the source, in the order of the first packet.</summary>
    public int Number { get; init; }

    /// <summary>Number of the TCP conversation, counted from 0 as Wireshark's <c>tcp.stream</c> does.</summary>
    public int? Stream { get; init; }

    /// <summary>When the first byte of the conversation was seen.</summary>
    public DateTime? StartTime => StartTimestamp?.ToDateTime();

    /// <summary>When the first byte of the conversation was seen, with all the digits of the capture.</summary>
    public CaptureTime? StartTimestamp { get; init; }

    /// <summary>From the start until the handshake completed or ended.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The end that sent the ClientHello.</summary>
    public IPEndPoint? Client { get; init; }

    /// <summary>The end that answers it.</summary>
    public IPEndPoint? Server { get; init; }

    /// <summary>What carried TLS: <c>Tcp</c>, <c>StartTls/smtp</c>, <c>HttpConnect</c> …</summary>
    public string Carrier { get; init; } = "Tcp";

    /// <summary>The name that the client asked for (SNI).</summary>
    public string? ServerName { get; init; }

    /// <summary>The protocol that the server chose (ALPN).</summary>
    public string? Alpn { get; init; }

    /// <summary>Whether a session was resumed, by id, ticket or PSK; <see langword="null"/> when that cannot be seen.</summary>
    public bool? Resumed { get; init; }

    /// <summary>Whether the server asked for another ClientHello.</summary>
    public bool HelloRetryRequest { get; init; }

    /// <summary>Whether the server asked for a client certificate, and what it got.</summary>
    public ClientAuthentication ClientAuthentication { get; init; }

    /// <summary>Every event of the record layer, in order.</summary>
    public IReadOnlyList<TlsMessage> Messages { get; init; } = [];

    /// <summary>All alerts, in order.</summary>
    public IReadOnlyList<TlsAlert> Alerts { get; init; } = [];

    /// <summary>The alert that matters; <see langword="null"/> when there was none or the connection was closed in order.</summary>
    public TlsAlert? Alert { get; init; }

    /// <summary>The last thing that both ends reached.</summary>
    public HandshakePhase Phase { get; init; }

    /// <summary>What became of the attempt.</summary>
    public HandshakeOutcome Outcome { get; init; }

    /// <summary>How the connection ended; <see langword="null"/> when the source does not tell.</summary>
    public ConnectionEnding? EndedBy { get; init; }

    /// <summary>The end that ended it.</summary>
    public Side? EndedBySide { get; init; }

    /// <summary>Fingerprint of the ClientHello (JA3).</summary>
    public string? Ja3 { get; init; }

    /// <summary>Fingerprint of the ServerHello (JA3S).</summary>
    public string? Ja3s { get; init; }

    /// <summary>Fingerprint of the ClientHello (JA4).</summary>
    public string? Ja4 { get; init; }

    /// <summary>What the capture lacks; <see langword="null"/> where the source is no capture.</summary>
    public CaptureQuality? CaptureQuality { get; init; }
}
