using System;

namespace TlsTools.Network;

/// <summary>One TCP segment inside a captured packet; its spans point into the packet (or into a reassembled datagram).</summary>
internal ref struct TcpSegment
{
    /// <summary>The sender's address, 4 or 16 bytes.</summary>
    public ReadOnlySpan<byte> SourceAddress;

    /// <summary>The receiver's address, 4 or 16 bytes.</summary>
    public ReadOnlySpan<byte> DestinationAddress;

    /// <summary>The sender's port.</summary>
    public ushort SourcePort;

    /// <summary>The receiver's port.</summary>
    public ushort DestinationPort;

    /// <summary>Sequence number of the first payload byte (of the SYN, where it is set).</summary>
    public uint SequenceNumber;

    /// <summary>Meaningful only with <see cref="TcpFlags.Ack"/>.</summary>
    public uint AcknowledgmentNumber;

    /// <summary>The control bits.</summary>
    public TcpFlags Flags;

    /// <summary>The receive window as sent, not scaled.</summary>
    public ushort Window;

    /// <summary>TTL or hop limit of the IP packet.</summary>
    public byte TimeToLive;

    /// <summary>The header as captured, with its options as far as they are there.</summary>
    public ReadOnlySpan<byte> Header;

    /// <summary>The payload bytes that were captured.</summary>
    public ReadOnlySpan<byte> Payload;

    /// <summary>The payload bytes that were on the wire; more than <see cref="Payload"/> when the packet was cut.</summary>
    public int PayloadLength;
}
