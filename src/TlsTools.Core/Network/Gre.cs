using System;
using System.Buffers.Binary;

namespace TlsTools.Network;

/// <summary>Generic routing encapsulation.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc2784#section-2">RFC 2784, 2</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc2890#section-2">RFC 2890, 2</seealso>
internal static class Gre
{
    /// <summary>Reads the header of version 0, or of PPTP's version 1.</summary>
    public static LayerReader? Read(ref Frame frame)
    {
        if (!frame.TryTake(4, out ReadOnlySpan<byte> header))
        {
            return null;
        }

        int flags = BinaryPrimitives.ReadUInt16BigEndian(header);
        ushort protocol = BinaryPrimitives.ReadUInt16BigEndian(header.Slice(2));
        int optional = ((flags & (ChecksumPresent | RoutingPresent)) != 0 ? 4 : 0)
            + ((flags & KeyPresent) != 0 ? 4 : 0)
            + ((flags & SequencePresent) != 0 ? 4 : 0)
            + ((flags & AcknowledgmentPresent) != 0 && (flags & VersionMask) == 1 ? 4 : 0);
        if (!frame.TrySkip(optional) || ((flags & RoutingPresent) != 0 && !TrySkipRouting(ref frame)))
        {
            return null;
        }

        // ERSPAN type I has no header of its own and, unlike type II, no sequence number.
        return protocol == Erspan && (flags & SequencePresent) == 0 ? Ethernet.Read : Find(protocol);
    }

    /// <summary>The table of what GRE carries beyond the EtherTypes.</summary>
    /// <param name="protocol">The protocol type.</param>
    /// <returns>The reader, or null for what cannot hold TCP.</returns>
    public static LayerReader? Find(ushort protocol) => protocol switch
    {
        0x22eb => ReadErspanIII,
        >= 0x8200 and <= 0x8270 => WirelessLan.Read,
        0x883e => ReadWebCache,
        Erspan => ReadErspanII,
        _ => EtherTypes.Find(protocol),
    };

    private static LayerReader? ReadErspanII(ref Frame frame) => frame.TrySkip(8) ? Ethernet.Read : null;

    // Its last bit says whether a platform specific part follows.
    private static LayerReader? ReadErspanIII(ref Frame frame)
    {
        if (!frame.TryTake(12, out ReadOnlySpan<byte> header))
        {
            return null;
        }

        return (header[11] & 1) == 0 || frame.TrySkip(8) ? Ethernet.Read : null;
    }

    // The web cache protocol's version 2 has four bytes of its own before the packet, version 1 none.
    private static LayerReader? ReadWebCache(ref Frame frame)
    {
        if (frame.Rest.Length >= 4 && frame.Rest[0] >> 4 != 4)
        {
            _ = frame.TrySkip(4);
        }

        return Ipv4.Read;
    }

    // RFC 1701: source route entries of address family, offset, length and data; an empty one ends them.
    private static bool TrySkipRouting(ref Frame frame)
    {
        while (frame.TryTake(4, out ReadOnlySpan<byte> entry))
        {
            if (entry[3] == 0)
            {
                return true;
            }

            if (!frame.TrySkip(entry[3]))
            {
                return false;
            }
        }

        return false;
    }

    private const ushort Erspan = 0x88be;

    private const int ChecksumPresent = 0x8000;

    private const int RoutingPresent = 0x4000;

    private const int KeyPresent = 0x2000;

    private const int SequencePresent = 0x1000;

    private const int AcknowledgmentPresent = 0x0080;

    private const int VersionMask = 0x0007;
}
