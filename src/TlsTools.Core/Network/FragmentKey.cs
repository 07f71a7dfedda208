using System;
using System.Buffers.Binary;

namespace TlsTools.Network;

/// <summary>What the fragments of one datagram have in common.</summary>
/// <param name="SourceHigh">First half of the sender's address.</param>
/// <param name="SourceLow">Second half; zero for IPv4.</param>
/// <param name="DestinationHigh">First half of the receiver's address.</param>
/// <param name="DestinationLow">Second half; zero for IPv4.</param>
/// <param name="Identification">The identification; for IPv4 with the protocol above it.</param>
/// <param name="IsIpv6">Keeps the two versions apart.</param>
internal readonly record struct FragmentKey(
    ulong SourceHigh,
    ulong SourceLow,
    ulong DestinationHigh,
    ulong DestinationLow,
    uint Identification,
    bool IsIpv6)
{
    /// <summary>RFC 791, 3.2: source, destination, protocol and identification.</summary>
    /// <param name="header">The IPv4 header.</param>
    /// <param name="protocol">Its protocol.</param>
    public static FragmentKey ForIpv4(ReadOnlySpan<byte> header, byte protocol) => new(
        BinaryPrimitives.ReadUInt32BigEndian(header.Slice(12)),
        0,
        BinaryPrimitives.ReadUInt32BigEndian(header.Slice(16)),
        0,
        ((uint)protocol << 16) | BinaryPrimitives.ReadUInt16BigEndian(header.Slice(4)),
        false);

    /// <summary>RFC 8200, 4.5: source, destination and identification.</summary>
    /// <param name="source">The sender's address.</param>
    /// <param name="destination">The receiver's address.</param>
    /// <param name="identification">The fragment header's identification.</param>
    public static FragmentKey ForIpv6(ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination, uint identification) => new(
        BinaryPrimitives.ReadUInt64BigEndian(source),
        BinaryPrimitives.ReadUInt64BigEndian(source.Slice(8)),
        BinaryPrimitives.ReadUInt64BigEndian(destination),
        BinaryPrimitives.ReadUInt64BigEndian(destination.Slice(8)),
        identification,
        true);
}
