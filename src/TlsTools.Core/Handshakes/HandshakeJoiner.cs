using System;
using System.Collections.Generic;

namespace TlsTools.Handshakes;

/// <summary>
/// Finds for handshakes of which logs tell those that captures show of the same connections, and makes one object of the two. What is
/// surest goes first: the randoms, then the session id, then addresses and ports, then the time alone where nothing else can be meant.
/// </summary>
public sealed class HandshakeJoiner
{
    private readonly List<TlsHandshake> _captures = [];
    private readonly HashSet<TlsHandshake> _taken = [];
    private readonly TimeSpan _tolerance;

    /// <summary>Takes the handshakes of captures.</summary>
    /// <param name="captures">The handshakes.</param>
    /// <param name="tolerance">How far the clocks of log and capture may be apart, and how long a connection may take before it is logged.</param>
    public HandshakeJoiner(IEnumerable<TlsHandshake> captures, TimeSpan tolerance)
    {
        ArgumentNullException.ThrowIfNull(captures);
        _captures.AddRange(captures);
        _tolerance = tolerance;
    }

    /// <summary>Two seconds: a log's entry is written within that time after its packet, and clocks of the same network differ less.</summary>
    public static TimeSpan DefaultTolerance { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Makes one object of a handshake of a log and the same of a capture; each of a capture is used once.</summary>
    /// <param name="log">The handshake of the log.</param>
    /// <returns>The joined handshake; null where no capture has it, or it cannot be told which one it is.</returns>
    public TlsHandshake? Join(TlsHandshake log)
    {
        ArgumentNullException.ThrowIfNull(log);
        foreach (Func<TlsHandshake, TlsHandshake, bool> rule in (Func<TlsHandshake, TlsHandshake, bool>[])[HasSameRandoms, HasSameSession, HasSamePorts, HasSameTime])
        {
            List<TlsHandshake> found = _captures.FindAll(capture => !_taken.Contains(capture) && !Contradict(capture, log) && rule(capture, log));
            if (found.Count == 1)
            {
                _taken.Add(found[0]);
                return TlsHandshake.Join(found[0], log);
            }

            if (found.Count > 1)
            {
                // Which one is not told; guessing would be worse than saying nothing.
                return null;
            }
        }

        return null;
    }

    private static bool HasSameRandoms(TlsHandshake capture, TlsHandshake log) =>
        IsSame(capture.ClientHello?.Random, log.ClientHello?.Random) || IsSame(capture.ServerHello?.Random, log.ServerHello?.Random);

    // In TLS 1.3 the server repeats the client's id, which tells as much.
    private static bool HasSameSession(TlsHandshake capture, TlsHandshake log) =>
        IsSame(capture.ServerHello?.SessionId, log.ServerHello?.SessionId) || IsSame(capture.ClientHello?.SessionId, log.ClientHello?.SessionId);

    // Ports are used again, so that the time counts where both tell it. The server's end alone is that of many connections.
    private bool HasSamePorts(TlsHandshake capture, TlsHandshake log) =>
        log.Client is not null && Equals(capture.Client, log.Client) && (log.Server is null || Equals(capture.Server, log.Server)) && IsNear(capture, log) is not false;

    private bool HasSameTime(TlsHandshake capture, TlsHandshake log) =>
        IsNear(capture, log) is true || (log.StartTime is null && log.Server is not null && Equals(capture.Server, log.Server));

    private bool? IsNear(TlsHandshake capture, TlsHandshake log) =>
        capture.StartTime is { } seen && log.StartTime is { } told ? (told - seen).Duration() <= _tolerance + (capture.Duration ?? TimeSpan.Zero) : null;

    // What both show of the connection itself; how it went is what may be told differently.
    private static bool Contradict(TlsHandshake capture, TlsHandshake log) =>
        Differ(capture.ClientHello?.Random, log.ClientHello?.Random)
        || Differ(capture.ServerHello?.Random, log.ServerHello?.Random)
        || (capture.ServerName is { } asked && log.ServerName is { } named && !string.Equals(asked, named, StringComparison.OrdinalIgnoreCase))
        || (capture.Alert is { Code: byte seen, Sender: { } one } && log.Alert is { Code: byte told, Sender: { } other } && one == other && seen != told && !IsSame(capture.ClientHello?.Random, log.ClientHello?.Random));

    private static bool IsSame(byte[]? one, byte[]? other) => one is { Length: >= ShortestToken } && other is not null && one.AsSpan().SequenceEqual(other);

    private static bool Differ(byte[]? one, byte[]? other) => one is { Length: > 0 } && other is { Length: > 0 } && !one.AsSpan().SequenceEqual(other);

    // Shorter ones meet by chance.
    private const int ShortestToken = 8;
}
