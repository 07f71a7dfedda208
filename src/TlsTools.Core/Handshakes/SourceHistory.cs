using System.Collections.Generic;
using System.Net;

namespace TlsTools.Handshakes;

/// <summary>
/// A few handshakes of each server in a source, so that one that failed can be judged by what the same server did with others.
/// What is remembered depends only on the source, not on when somebody asks.
/// </summary>
internal sealed class SourceHistory
{
    private readonly Dictionary<IPEndPoint, List<TlsHandshake>> _completed = [];
    private readonly Dictionary<IPEndPoint, List<TlsHandshake>> _failed = [];
    private int _places;

    /// <summary>The place of the next handshake that ends.</summary>
    public int NextPlace() => ++_places;

    /// <summary>Whether a handshake of a server that was completed would be remembered.</summary>
    public bool WantsCompletedOf(IPEndPoint server)
    {
        lock (_completed)
        {
            return IsWanted(_completed, server);
        }
    }

    /// <summary>Remembers a handshake, if few of its server are remembered yet.</summary>
    public void Note(TlsHandshake handshake)
    {
        Dictionary<IPEndPoint, List<TlsHandshake>>? kind = handshake.Outcome switch
        {
            HandshakeOutcome.Completed => _completed,
            HandshakeOutcome.Failed => _failed,
            _ => null,
        };
        if (kind is null || handshake.Server is not { } server)
        {
            return;
        }

        lock (_completed)
        {
            if (!IsWanted(kind, server))
            {
                return;
            }

            if (!kind.TryGetValue(server, out List<TlsHandshake>? known))
            {
                kind.Add(server, known = []);
            }

            known.Add(handshake);
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

    /// <summary>Attempts of a client at a server that failed.</summary>
    /// <param name="client">The client's address.</param>
    /// <param name="server">The server.</param>
    /// <param name="before">Only what ended before this place.</param>
    public IReadOnlyList<TlsHandshake> FailuresOf(IPAddress client, IPEndPoint server, int before)
    {
        lock (_completed)
        {
            return _failed.TryGetValue(server, out List<TlsHandshake>? known)
                ? known.FindAll(handshake => handshake.HistoryPlace < before && client.Equals(handshake.Client?.Address))
                : [];
        }
    }

    private static bool IsWanted(Dictionary<IPEndPoint, List<TlsHandshake>> kind, IPEndPoint server) =>
        kind.TryGetValue(server, out List<TlsHandshake>? known) ? known.Count < MaximumPerServer : kind.Count < MaximumServers;

    // Each is some kilobytes: enough to see what a server does, and a bound for captures that hold thousands of them.
    private const int MaximumPerServer = 4;
    private const int MaximumServers = 256;
}
