using System;
using System.Buffers.Binary;
using TlsTools.Capture;

namespace TlsTools.Network;

/// <summary>Finds the TCP segment in captured packets. It remembers fragments, so one decoder serves one capture.</summary>
internal sealed class PacketDecoder
{
    private readonly FragmentStore _fragments = new();

    /// <summary>Looks for a TCP segment, through whatever link layer and tunnels are around it.</summary>
    /// <param name="packet">The packet; checksums are not looked at, for network cards fill them in after the capture.</param>
    /// <param name="segment">The segment, valid as long as the packet is.</param>
    /// <returns>Whether there is one; a damaged header is a reason for there being none, never an exception.</returns>
    public bool TryDecode(in CapturedPacket packet, out TcpSegment segment) =>
        TryDecodePlain(in packet, out segment) || TryDecodeLayers(in packet, out segment);

    // Nearly every packet of nearly every capture is TCP over unfragmented IP right behind the link header.
    // Those are read here in a straight line; everything else, odd or broken, is left to the tables.
    private static bool TryDecodePlain(in CapturedPacket packet, out TcpSegment segment)
    {
        ReadOnlySpan<byte> data = packet.Data;
        int start;
        int typeAt;
        switch (packet.LinkType)
        {
            case LinkType.Ethernet:
                start = 14;
                typeAt = 12;
                break;
            case LinkType.LinuxSll:
                start = 16;
                typeAt = 14;
                break;
            case LinkType.LinuxSll2:
                start = 20;
                typeAt = 0;
                break;
            default:
                segment = default;
                return false;
        }

        if (data.Length >= start + Ipv4.MinimumLength + Tcp.MinimumLength)
        {
            ushort type = BinaryPrimitives.ReadUInt16BigEndian(data.Slice(typeAt));
            ReadOnlySpan<byte> ip = data.Slice(start);
            if (type == EtherTypes.Ipv4)
            {
                return TryDecodePlainIpv4(ip, packet.OriginalLength - start, out segment);
            }

            if (type == EtherTypes.Ipv6)
            {
                return TryDecodePlainIpv6(ip, packet.OriginalLength - start, out segment);
            }
        }

        segment = default;
        return false;
    }

    private static bool TryDecodePlainIpv4(ReadOnlySpan<byte> ip, int wireLength, out TcpSegment segment)
    {
        int length = BinaryPrimitives.ReadUInt16BigEndian(ip.Slice(2));
        if (ip[0] == 0x45
            && ip[9] == IpProtocols.Tcp
            && (BinaryPrimitives.ReadUInt16BigEndian(ip.Slice(6)) & Ipv4.FragmentBits) == 0
            && length >= Ipv4.MinimumLength + Tcp.MinimumLength
            && length <= wireLength)
        {
            ReadOnlySpan<byte> tcp = ip.Slice(Ipv4.MinimumLength, Math.Min(length, ip.Length) - Ipv4.MinimumLength);
            return Tcp.TryRead(tcp, length - Ipv4.MinimumLength, ip.Slice(12, 4), ip.Slice(16, 4), ip[8], out segment);
        }

        segment = default;
        return false;
    }

    private static bool TryDecodePlainIpv6(ReadOnlySpan<byte> ip, int wireLength, out TcpSegment segment)
    {
        int length = BinaryPrimitives.ReadUInt16BigEndian(ip.Slice(4));
        if (ip[0] >> 4 == 6
            && ip[6] == IpProtocols.Tcp
            && length >= Tcp.MinimumLength
            && length <= wireLength - Ipv6.HeaderLength
            && ip.Length >= Ipv6.HeaderLength + Tcp.MinimumLength)
        {
            ReadOnlySpan<byte> tcp = ip.Slice(Ipv6.HeaderLength, Math.Min(length, ip.Length - Ipv6.HeaderLength));
            return Tcp.TryRead(tcp, length, ip.Slice(8, 16), ip.Slice(24, 16), ip[7], out segment);
        }

        segment = default;
        return false;
    }

    private bool TryDecodeLayers(in CapturedPacket packet, out TcpSegment segment)
    {
        Frame frame = default;
        frame.Rest = packet.Data;
        frame.WireLength = Math.Max(packet.OriginalLength, packet.Data.Length);
        frame.Time = packet.Time.Nanoseconds;
        frame.Fragments = _fragments;
        LayerReader? read = LinkLayers.Find(packet.LinkType);
        for (int depth = 0; read is not null && depth < MaximumDepth; depth++)
        {
            read = read(ref frame);
        }

        segment = frame.Segment;
        return frame.HasSegment;
    }

    // Every header takes at least a byte, so the packet's length bounds the loop too; but one crafted packet of 64 KiB
    // full of one-label tunnels would cost as much as thousands of honest ones. Real nesting stays under 16 headers.
    private const int MaximumDepth = 64;
}
