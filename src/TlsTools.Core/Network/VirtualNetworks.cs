using System;
using System.Buffers.Binary;

namespace TlsTools.Network;

/// <summary>Overlay networks inside UDP.</summary>
internal static class VirtualNetworks
{
    /// <summary>Reads VXLAN: an Ethernet frame behind a network identifier.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc7348#section-5">RFC 7348, 5</seealso>
    public static LayerReader? ReadVxlan(ref Frame frame) =>
        frame.TryTake(8, out ReadOnlySpan<byte> header) && (header[0] & IdentifierPresent) != 0 ? Ethernet.Read : null;

    /// <summary>Reads VXLAN's generic protocol extension, which names what it carries.</summary>
    /// <seealso href="https://datatracker.ietf.org/doc/html/draft-ietf-nvo3-vxlan-gpe-12#section-3">VXLAN-GPE, 3</seealso>
    public static LayerReader? ReadVxlanGeneric(ref Frame frame)
    {
        if (!frame.TryTake(8, out ReadOnlySpan<byte> header) || (header[0] & IdentifierPresent) == 0)
        {
            return null;
        }

        return (header[0] & ProtocolPresent) == 0 ? Ethernet.Read : ServiceHeader.FindVxlanProtocol(header[3]);
    }

    /// <summary>Reads GENEVE: options, then what an EtherType names.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc8926#section-3.4">RFC 8926, 3.4</seealso>
    public static LayerReader? ReadGeneve(ref Frame frame)
    {
        if (!frame.TryTake(8, out ReadOnlySpan<byte> header) || header[0] >> 6 != 0 || !frame.TrySkip((header[0] & 0x3f) * 4))
        {
            return null;
        }

        return EtherTypes.Find(BinaryPrimitives.ReadUInt16BigEndian(header.Slice(2)));
    }

    /// <summary>Reads a LISP data packet.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc9300#section-5">RFC 9300, 5</seealso>
    public static LayerReader? ReadLocatorSeparation(ref Frame frame) => frame.TrySkip(8) ? Ipv6.ReadEitherVersion : null;

    private const byte IdentifierPresent = 0x08;

    private const byte ProtocolPresent = 0x04;
}
