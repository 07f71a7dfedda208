using System;
using System.Buffers.Binary;

namespace TlsTools.Network;

/// <summary>The Transmission Control Protocol's header.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9293#section-3.1">RFC 9293, 3.1</seealso>
internal static class Tcp
{
    /// <summary>The header without options.</summary>
    public const int MinimumLength = 20;

    /// <summary>Reads the header that ends the search.</summary>
    public static LayerReader? Read(ref Frame frame)
    {
        frame.HasSegment = TryRead(
            frame.Rest, frame.WireLength, frame.Source, frame.Destination, frame.TimeToLive, out frame.Segment);
        return null;
    }

    /// <summary>Reads a header; options and payload may be cut, the fixed part must be there.</summary>
    /// <param name="tcp">The captured bytes, without what follows the IP packet.</param>
    /// <param name="wireLength">The bytes that were on the wire.</param>
    /// <param name="source">The sender's address.</param>
    /// <param name="destination">The receiver's address.</param>
    /// <param name="timeToLive">TTL or hop limit.</param>
    /// <param name="segment">The segment.</param>
    /// <returns>Whether the header is one.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> tcp,
        int wireLength,
        ReadOnlySpan<byte> source,
        ReadOnlySpan<byte> destination,
        byte timeToLive,
        out TcpSegment segment)
    {
        if (tcp.Length < MinimumLength)
        {
            segment = default;
            return false;
        }

        int headerLength = (tcp[12] >> 4) * 4;
        if (headerLength < MinimumLength || headerLength > wireLength)
        {
            segment = default;
            return false;
        }

        segment.SourceAddress = source;
        segment.DestinationAddress = destination;
        segment.SourcePort = BinaryPrimitives.ReadUInt16BigEndian(tcp);
        segment.DestinationPort = BinaryPrimitives.ReadUInt16BigEndian(tcp.Slice(2));
        segment.SequenceNumber = BinaryPrimitives.ReadUInt32BigEndian(tcp.Slice(4));
        segment.AcknowledgmentNumber = BinaryPrimitives.ReadUInt32BigEndian(tcp.Slice(8));
        segment.Flags = (TcpFlags)tcp[13];
        segment.Window = BinaryPrimitives.ReadUInt16BigEndian(tcp.Slice(14));
        segment.TimeToLive = timeToLive;
        segment.Header = tcp.Slice(0, Math.Min(headerLength, tcp.Length));
        segment.Payload = headerLength < tcp.Length ? tcp.Slice(headerLength) : default;
        segment.PayloadLength = wireLength - headerLength;
        if (wireLength == PaddedLength && headerLength == MinimumLength && segment.Flags == TcpFlags.Ack && IsZero(segment.Payload))
        {
            segment.Payload = default;
            segment.PayloadLength = 0;
        }

        return true;
    }

    private static bool IsZero(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (value != 0)
            {
                return false;
            }
        }

        return true;
    }

    // The 46 bytes to which Ethernet fills up, without an IPv4 header. Some boxes count the filling as part of the packet; in
    // an acknowledgment that would be data where the sender's next bytes belong. Wireshark does not count it either.
    private const int PaddedLength = 46 - 20;
}
