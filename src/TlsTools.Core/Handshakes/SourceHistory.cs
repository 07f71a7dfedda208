using System;
using System.Collections.Generic;
using System.Net;

namespace TlsTools.Handshakes;

/// <summary>
/// A few handshakes of a source: of each server those that it completed, so that one that failed can be judged by what the same
/// server did with others, and of each client at each server its first failures, so that attempts in a row can be judged together.
/// What is remembered depends only on the source, not on when somebody asks.
/// </summary>
internal sealed class SourceHistory
{
    private readonly Dictionary<IPEndPoint, List<TlsHandshake>> _completed = [];
    private readonly Dictionary<(IPAddress Client, IPEndPoint Server), List<TlsHandshake>> _failed = [];
    private int _places;

    /// <summary>The place of the next handshake that ends.</summary>
    public int NextPlace() => ++_places;

    /// <summary>Whether a handshake of a server that was completed would be remembered.</summary>
    public bool WantsCompletedOf(IPEndPoint server)
    {
        lock (_completed)
        {
            return IsWanted(_completed, server, MaximumServers);
        }
    }

    /// <summary>Remembers a handshake, if few of its kind are remembered yet.</summary>
    public void Note(TlsHandshake handshake)
    {
        if (handshake.Server is not { } server)
        {
            return;
        }

        lock (_completed)
        {
            if (handshake.Outcome == HandshakeOutcome.Completed)
            {
                Note(_completed, server, MaximumServers, handshake);
            }
            else if (handshake.Outcome == HandshakeOutcome.Failed && handshake.Client is { } client)
            {
                Note(_failed, (client.Address, server), MaximumPairs, handshake);
            }
        }
    }

    /// <summary>Handshakes that a server completed.</summary>
    /// <param name="server">The server.</param>
    /// <param name="before">Only what ended before this place.</param>
    /// <param name="except">Not this one.</param>
    public IReadOnlyList<TlsHandshake> CompletedBy(IPEndPoint server, int before, TlsHandshake except)
    {
        lock (_completed)
        {
            return _completed.TryGetValue(server, out List<TlsHandshake>? known)
                ? known.FindAll(handshake => handshake.HistoryPlace < before && !ReferenceEquals(handshake, except))
                : [];
        }
    }

    /// <summary>Attempts of a client at a server that failed, the first few of the source, in the order in which they ended.</summary>
    /// <param name="client">The client's address.</param>
    /// <param name="server">The server.</param>
    /// <param name="before">Only what was known before this place.</param>
    /// <param name="begun">Only what ended before this packet.</param>
    public IReadOnlyList<TlsHandshake> FailuresOf(IPAddress client, IPEndPoint server, int before, long begun)
    {
        lock (_completed)
        {
            if (!_failed.TryGetValue((client, server), out List<TlsHandshake>? known))
            {
                return [];
            }

            List<TlsHandshake> earlier = known.FindAll(handshake => handshake.HistoryPlace < before && handshake.EndPacket < begun);
            earlier.Sort(static (one, other) => Nullable.Compare(one.EndPacket, other.EndPacket));
            return earlier;
        }
    }

    private static void Note<TKey>(Dictionary<TKey, List<TlsHandshake>> kind, TKey key, int maximum, TlsHandshake handshake)
        where TKey : notnull
    {
        if (!IsWanted(kind, key, maximum))
        {
            return;
        }

        if (!kind.TryGetValue(key, out List<TlsHandshake>? known))
        {
            kind.Add(key, known = []);
        }

        known.Add(handshake);
    }

    private static bool IsWanted<TKey>(Dictionary<TKey, List<TlsHandshake>> kind, TKey key, int maximum)
        where TKey : notnull =>
        kind.TryGetValue(key, out List<TlsHandshake>? known) ? known.Count < MaximumEach : kind.Count < maximum;

    // Each is some kilobytes: enough to see what a server does and what a client tried first, and a bound for captures that
    // hold thousands of them.
    private const int MaximumEach = 4;
    private const int MaximumServers = 32;
    private const int MaximumPairs = 64;
}
