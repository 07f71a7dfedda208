using System;
using System.Buffers.Binary;
using TlsTools.Capture;

namespace TlsTools.Network;

/// <summary>Headers that the capturing system puts before a packet to say more about it.</summary>
internal static class MetaHeaders
{
    /// <summary>Per-packet information: version, flags, length, link type.</summary>
    public static LayerReader? ReadPpi(ref Frame frame)
    {
        if (frame.Rest.Length < 8)
        {
            return null;
        }

        uint type = BinaryPrimitives.ReadUInt32LittleEndian(frame.Rest.Slice(4));
        int length = BinaryPrimitives.ReadUInt16LittleEndian(frame.Rest.Slice(2));
        return length >= 8 && frame.TrySkip(length) ? LinkLayers.Find((LinkType)type) : null;
    }

    /// <summary>macOS packet metadata: length, record type, link type.</summary>
    public static LayerReader? ReadPktap(ref Frame frame)
    {
        if (frame.Rest.Length < 12)
        {
            return null;
        }

        uint type = BinaryPrimitives.ReadUInt32LittleEndian(frame.Rest.Slice(8));
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(frame.Rest);
        return length is >= 12 and <= ushort.MaxValue && frame.TrySkip((int)length) ? LinkLayers.Find((LinkType)type) : null;
    }

    /// <summary>Solaris IP observability: version, address family, zones.</summary>
    public static LayerReader? ReadIpNet(ref Frame frame) =>
        frame.TryTake(24, out ReadOnlySpan<byte> header) ? Loopback.Find(header[1]) : null;

    /// <summary>IP over InfiniBand: a global routing header, then an EtherType.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc4391#section-6">RFC 4391, 6</seealso>
    public static LayerReader? ReadIpOverInfiniband(ref Frame frame) => frame.TryTake(44, out ReadOnlySpan<byte> header)
        ? EtherTypes.Find(BinaryPrimitives.ReadUInt16BigEndian(header.Slice(40)))
        : null;

    /// <summary>Linux netfilter's log: address family, then values with length and type, one of which is the packet.</summary>
    public static LayerReader? ReadNetFilterLog(ref Frame frame)
    {
        if (!frame.TryTake(4, out ReadOnlySpan<byte> header))
        {
            return null;
        }

        LayerReader? next = Loopback.Find(header[0]);
        while (frame.Rest.Length >= 4)
        {
            // Host byte order. No value but the packet is long, so the order that gives the smaller length is the right one.
            int length = BinaryPrimitives.ReadUInt16LittleEndian(frame.Rest);
            int type = BinaryPrimitives.ReadUInt16LittleEndian(frame.Rest.Slice(2));
            if ((type & 0x00ff) == 0)
            {
                length = BinaryPrimitives.ReadUInt16BigEndian(frame.Rest);
                type = BinaryPrimitives.ReadUInt16BigEndian(frame.Rest.Slice(2));
            }

            if (length < 4)
            {
                return null;
            }

            if (type == PayloadValue)
            {
                frame.Limit(length);
                return frame.TrySkip(4) ? next : null;
            }

            if (!frame.TrySkip((length + 3) & ~3))
            {
                return null;
            }
        }

        return null;
    }

    private const int PayloadValue = 9;
}
