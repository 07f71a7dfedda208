using System;
using System.Collections.Generic;

namespace TlsTools.Decryption;

/// <summary>
/// The secrets that key logs hold, by connection. A key log may have millions of lines: numbers that point into a few large arrays
/// take a third of what objects would, and the garbage collector need not look at them.
/// </summary>
internal sealed class SecretTable(SecretPool pool)
{
    private readonly List<Line> _lines = [];
    private readonly List<Connection> _connections = [];

    /// <summary>Lines of connections that were seen.</summary>
    public long Used { get; private set; }

    /// <summary>All lines that were kept.</summary>
    public long Count { get; private set; }

    /// <summary>Begins a connection.</summary>
    /// <returns>Its number.</returns>
    public int Begin()
    {
        _connections.Add(new Connection { Last = None });
        return _connections.Count - 1;
    }

    /// <summary>Keeps a copy of a secret; a later line goes before an earlier one.</summary>
    public void Add(int connection, SecretKind kind, ReadOnlySpan<byte> secret)
    {
        Connection changed = _connections[connection];
        Count++;
        changed.Lines++;
        Used += changed.IsUsed ? 1 : 0;
        Line added = new() { Place = pool.Keep(secret), Length = (byte)secret.Length, Kind = kind, Previous = changed.Last };
        int same = FindLine(connection, kind);
        if (same == None)
        {
            _lines.Add(added);
            changed.Last = _lines.Count - 1;
        }
        else
        {
            added.Previous = _lines[same].Previous;
            _lines[same] = added;
        }

        _connections[connection] = changed;
    }

    /// <summary>Notes that a connection was seen.</summary>
    public ConnectionSecrets Use(int connection)
    {
        Connection used = _connections[connection];
        if (!used.IsUsed)
        {
            used.IsUsed = true;
            Used += used.Lines;
            _connections[connection] = used;
        }

        return new ConnectionSecrets(this, connection);
    }

    /// <summary>A secret of a connection; empty when it is not known.</summary>
    public ReadOnlyMemory<byte> Find(int connection, SecretKind kind)
    {
        int line = FindLine(connection, kind);
        return line == None ? default : pool.Read(_lines[line].Place, _lines[line].Length);
    }

    /// <summary>Forgets all of them; the pool overwrites them.</summary>
    public void Clear()
    {
        _lines.Clear();
        _connections.Clear();
    }

    // A connection has no more lines here than there are kinds.
    private int FindLine(int connection, SecretKind kind)
    {
        int line = connection < _connections.Count ? _connections[connection].Last : None;
        while (line != None && _lines[line].Kind != kind)
        {
            line = _lines[line].Previous;
        }

        return line;
    }

    private const int None = -1;

    private struct Line
    {
        public long Place;
        public int Previous;
        public byte Length;
        public SecretKind Kind;
    }

    private struct Connection
    {
        public int Last;
        public int Lines;
        public bool IsUsed;
    }
}
