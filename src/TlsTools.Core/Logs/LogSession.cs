using System.Collections.Generic;
using TlsTools.Handshakes;

namespace TlsTools.Logs;

/// <summary>The connections of one source, in the order in which they begin in it.</summary>
/// <param name="source">The source's name.</param>
internal sealed class LogSession(string? source)
{
    private readonly Queue<LogConnection> _connections = new();
    private int _number;

    /// <summary>Begins a connection.</summary>
    public LogConnection Begin()
    {
        LogConnection connection = new();
        _connections.Enqueue(connection);
        return connection;
    }

    /// <summary>The handshakes that are over and before which no other one is open.</summary>
    /// <param name="atEnd">Whether the source has no more lines, so that all are over.</param>
    public IEnumerable<TlsHandshake> Take(bool atEnd)
    {
        while (_connections.Count > 0 && (atEnd || _connections.Peek().IsOver || _connections.Count > MostOpen))
        {
            LogConnection connection = _connections.Dequeue();
            connection.IsOver = true;
            if (!connection.IsEmpty)
            {
                yield return connection.ToHandshake(source, ++_number);
            }
        }
    }

    // Protects memory from a log in which connections begin and never end.
    private const int MostOpen = 1024;
}
