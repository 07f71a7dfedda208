using System;
using System.Buffers.Binary;
using System.Net;
using TlsTools.Network;

namespace TlsTools.Streams;

/// <summary>
/// Both addresses and ports of a TCP conversation, the lower end first, so that both directions have the same key.
/// </summary>
internal readonly struct FlowKey : IEquatable<FlowKey>
{
    // IPv4: address and port of an end in one 48-bit number, in _low and _high; the rest is zero.
    // IPv6: _low and _high are the second halves of the addresses.
    private readonly ulong _low;
    private readonly ulong _high;
    private readonly ulong _lowPrefix;
    private readonly ulong _highPrefix;
    private readonly uint _ports;
    private readonly bool _isIPv6;

    private FlowKey(ulong low, ulong high)
    {
        _low = low;
        _high = high;
    }

    private FlowKey(in Address low, in Address high, uint ports)
    {
        _lowPrefix = low.Prefix;
        _low = low.Rest;
        _highPrefix = high.Prefix;
        _high = high.Rest;
        _ports = ports;
        _isIPv6 = true;
    }

    /// <summary>The lower end.</summary>
    public IPEndPoint Low => EndPoint(_lowPrefix, _low, (ushort)(_ports >> 16));

    /// <summary>The higher end.</summary>
    public IPEndPoint High => EndPoint(_highPrefix, _high, (ushort)_ports);

    /// <summary>Makes the key of the conversation that a segment belongs to.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="fromLow">Whether its sender is the lower end.</param>
    public static FlowKey Of(in TcpSegment segment, out bool fromLow)
    {
        if (segment.SourceAddress.Length == 4)
        {
            ulong source = ((ulong)BinaryPrimitives.ReadUInt32BigEndian(segment.SourceAddress) << 16) | segment.SourcePort;
            ulong destination = ((ulong)BinaryPrimitives.ReadUInt32BigEndian(segment.DestinationAddress) << 16) | segment.DestinationPort;
            fromLow = source <= destination;
            return fromLow ? new FlowKey(source, destination) : new FlowKey(destination, source);
        }

        Address from = new(segment.SourceAddress);
        Address to = new(segment.DestinationAddress);
        int order = from.CompareTo(to);
        fromLow = order < 0 || (order == 0 && segment.SourcePort <= segment.DestinationPort);
        return fromLow
            ? new FlowKey(from, to, ((uint)segment.SourcePort << 16) | segment.DestinationPort)
            : new FlowKey(to, from, ((uint)segment.DestinationPort << 16) | segment.SourcePort);
    }

    /// <summary>Spreads the key over 32 bits.</summary>
    /// <param name="seed">Unknown to whoever made the capture, so that nobody can prepare keys that collide.</param>
    public uint Hash(ulong seed)
    {
        ulong hash = Mix(Mix(_low ^ seed) ^ _high);
        if (_isIPv6)
        {
            hash = Mix(Mix(Mix(hash ^ _lowPrefix) ^ _highPrefix) ^ _ports);
        }

        return (uint)Mix(hash ^ (seed >> 32));
    }

    /// <inheritdoc/>
    public bool Equals(FlowKey other) =>
        _low == other._low && _high == other._high && _lowPrefix == other._lowPrefix && _highPrefix == other._highPrefix
        && _ports == other._ports && _isIPv6 == other._isIPv6;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FlowKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Hash(0);

    private static ulong Mix(ulong value)
    {
        value = unchecked(value * 0x9E37_79B9_7F4A_7C15); // 2^64 over the golden ratio: spreads neighbouring values far apart
        return value ^ (value >> 32);
    }

    private IPEndPoint EndPoint(ulong prefix, ulong rest, ushort port)
    {
        if (!_isIPv6)
        {
            byte[] four = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(four, (uint)(rest >> 16));
            return new IPEndPoint(new IPAddress(four), (ushort)rest);
        }

        byte[] sixteen = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(sixteen, prefix);
        BinaryPrimitives.WriteUInt64BigEndian(sixteen.AsSpan(8), rest);
        return new IPEndPoint(new IPAddress(sixteen), port);
    }

    private readonly struct Address(ReadOnlySpan<byte> bytes)
    {
        public readonly ulong Prefix = BinaryPrimitives.ReadUInt64BigEndian(bytes);

        public readonly ulong Rest = BinaryPrimitives.ReadUInt64BigEndian(bytes.Slice(8));

        public int CompareTo(in Address other)
        {
            int order = Prefix.CompareTo(other.Prefix);
            return order != 0 ? order : Rest.CompareTo(other.Rest);
        }
    }
}
