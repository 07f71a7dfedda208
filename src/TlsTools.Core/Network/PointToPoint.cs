using System;
using System.Buffers.Binary;

namespace TlsTools.Network;

/// <summary>PPP and its framings.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc1661#section-2">RFC 1661, 2</seealso>
internal static class PointToPoint
{
    /// <summary>Reads a frame; address, control and the protocol's first byte may be compressed away.</summary>
    public static LayerReader? Read(ref Frame frame)
    {
        if (frame.Rest.Length >= 2 && frame.Rest[0] == AllStations && frame.Rest[1] == UnnumberedInformation)
        {
            _ = frame.TrySkip(2);
        }

        return ReadProtocol(ref frame);
    }

    /// <summary>Reads PPP or Cisco HDLC, which the first byte tells apart.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc1662#section-3.1">RFC 1662, 3.1</seealso>
    public static LayerReader? ReadHdlc(ref Frame frame)
    {
        if (frame.Rest.IsEmpty || frame.Rest[0] is not (CiscoUnicast or CiscoMulticast))
        {
            return Read(ref frame);
        }

        return frame.TryTake(4, out ReadOnlySpan<byte> header)
            ? EtherTypes.Find(BinaryPrimitives.ReadUInt16BigEndian(header.Slice(2)))
            : null;
    }

    /// <summary>Reads a frame whose address byte was overwritten with the direction.</summary>
    public static LayerReader? ReadPppd(ref Frame frame) => frame.TrySkip(2) ? ReadProtocol(ref frame) : null;

    /// <summary>Reads a frame behind a byte for the direction.</summary>
    public static LayerReader? ReadWithDirection(ref Frame frame) => frame.TrySkip(1) ? Read(ref frame) : null;

    /// <summary>Reads a PPPoE session packet.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc2516#section-4">RFC 2516, 4</seealso>
    public static LayerReader? ReadSession(ref Frame frame)
    {
        if (!frame.TryTake(6, out ReadOnlySpan<byte> header) || header[0] != 0x11 || header[1] != 0)
        {
            return null;
        }

        frame.Limit(BinaryPrimitives.ReadUInt16BigEndian(header.Slice(4)));
        return ReadProtocol(ref frame);
    }

    /// <summary>Reads an L2TP version 2 data message.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc2661#section-3.1">RFC 2661, 3.1</seealso>
    public static LayerReader? ReadLayer2Tunnel(ref Frame frame)
    {
        if (!frame.TryTake(2, out ReadOnlySpan<byte> header))
        {
            return null;
        }

        int flags = BinaryPrimitives.ReadUInt16BigEndian(header);
        if ((flags & (TunnelControl | TunnelVersion)) != 2)
        {
            return null;
        }

        int optional = ((flags & TunnelLength) != 0 ? 2 : 0) + 4 + ((flags & TunnelSequence) != 0 ? 4 : 0);
        if (!frame.TrySkip(optional))
        {
            return null;
        }

        if ((flags & TunnelOffset) != 0
            && !(frame.TryTake(2, out ReadOnlySpan<byte> size) && frame.TrySkip(BinaryPrimitives.ReadUInt16BigEndian(size))))
        {
            return null;
        }

        return Read(ref frame);
    }

    private static LayerReader? ReadProtocol(ref Frame frame)
    {
        if (!frame.TryTake(1, out ReadOnlySpan<byte> first))
        {
            return null;
        }

        // RFC 1661, 2: the last byte of a protocol number is odd, all others are even.
        int protocol = first[0];
        if ((protocol & 1) == 0)
        {
            if (!frame.TryTake(1, out ReadOnlySpan<byte> second))
            {
                return null;
            }

            protocol = (protocol << 8) | second[0];
        }

        return protocol switch
        {
            0x0021 => Ipv4.Read,
            0x0031 => Ethernet.ReadInIp,
            0x0057 => Ipv6.Read,
            0x0281 => Mpls.Read,
            0x0283 => Mpls.Read,
            _ => null,
        };
    }

    private const byte AllStations = 0xff;

    private const byte UnnumberedInformation = 0x03;

    private const byte CiscoUnicast = 0x0f;

    private const byte CiscoMulticast = 0x8f;

    private const int TunnelControl = 0x8000;

    private const int TunnelLength = 0x4000;

    private const int TunnelSequence = 0x0800;

    private const int TunnelOffset = 0x0200;

    private const int TunnelVersion = 0x000f;
}
