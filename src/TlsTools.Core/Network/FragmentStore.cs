using System;
using System.Collections.Generic;

namespace TlsTools.Network;

/// <summary>Puts fragmented datagrams together, in bounded memory.</summary>
internal sealed class FragmentStore
{
    private readonly Dictionary<FragmentKey, LinkedListNode<FragmentedDatagram>> _byKey = [];
    private readonly LinkedList<FragmentedDatagram> _byAge = new();
    private long _capacity;

    /// <summary>The longest datagram; RFC 791 and RFC 8200 count its length in 16 bits. Longer ones are attacks ("ping of death").</summary>
    public const int MaximumDatagram = 65535;

    /// <summary>Datagrams under way. Protects the memory from a flood of fragments whose rest never comes.</summary>
    public const int MaximumDatagrams = 1024;

    /// <summary>Bytes of all datagrams under way. Protects the memory from few fragments with high offsets.</summary>
    public const int MaximumBytes = 8 * 1024 * 1024;

    /// <summary>How long a datagram waits, as RFC 8200, 4.5 has it. Protects later datagrams that get the same identification.</summary>
    public const long MaximumAge = 60_000_000_000;

    /// <summary>How many datagrams wait.</summary>
    public int Count => _byKey.Count;

    /// <summary>Bytes held for them.</summary>
    public long Capacity => _capacity;

    /// <summary>Adds the fragment that is the frame's rest; when that makes its datagram whole, the datagram becomes the rest.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="key">Which datagram.</param>
    /// <param name="offset">Where the fragment belongs.</param>
    /// <param name="more">Whether it is not the last.</param>
    /// <param name="protocol">The protocol its header names; then the one that the first fragment names.</param>
    /// <returns>Whether there is something to read on.</returns>
    public bool TryComplete(ref Frame frame, in FragmentKey key, int offset, bool more, ref byte protocol)
    {
        if (frame.Rest.Length < frame.WireLength)
        {
            // The snapshot length cut it: its datagram can never be whole. The first fragment alone still has the TCP header.
            return offset == 0;
        }

        ReadOnlySpan<byte> fragment = frame.Rest.Slice(0, frame.WireLength);
        Expire(frame.Time);
        if (fragment.IsEmpty || offset + fragment.Length > MaximumDatagram)
        {
            return false;
        }

        FragmentedDatagram datagram = FindOrAdd(in key, frame.Time);
        int before = datagram.Capacity;
        datagram.Add(offset, more, protocol, fragment);
        _capacity += datagram.Capacity - before;
        if (datagram.IsComplete)
        {
            Remove(_byKey[key]);
            protocol = datagram.Protocol;
            frame.Rest = datagram.Bytes;
            frame.WireLength = frame.Rest.Length;
            return true;
        }

        while (_capacity > MaximumBytes)
        {
            Remove(_byAge.First!);
        }

        return false;
    }

    private FragmentedDatagram FindOrAdd(in FragmentKey key, long time)
    {
        if (_byKey.TryGetValue(key, out LinkedListNode<FragmentedDatagram>? found))
        {
            return found.Value;
        }

        if (_byKey.Count >= MaximumDatagrams)
        {
            Remove(_byAge.First!);
        }

        FragmentedDatagram datagram = new(key, time);
        _byKey.Add(key, _byAge.AddLast(datagram));
        return datagram;
    }

    // Captures put together of several may jump back in time; an age counts in both directions.
    private void Expire(long time)
    {
        while (_byAge.First is { } oldest && Math.Abs((double)time - oldest.Value.Started) > MaximumAge)
        {
            Remove(oldest);
        }
    }

    private void Remove(LinkedListNode<FragmentedDatagram> node)
    {
        _byAge.Remove(node);
        _byKey.Remove(node.Value.Key);
        _capacity -= node.Value.Capacity;
    }
}
