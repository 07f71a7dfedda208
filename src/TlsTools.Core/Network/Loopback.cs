using System;
using System.Buffers.Binary;

namespace TlsTools.Network;

/// <summary>Link headers of the BSDs that name an address family.</summary>
internal static class Loopback
{
    /// <summary>Reads an address family in whatever byte order the capturing host had.</summary>
    public static LayerReader? ReadNull(ref Frame frame)
    {
        if (!frame.TryTake(4, out ReadOnlySpan<byte> header))
        {
            return null;
        }

        // Families are small, so in one of the orders the upper half is zero.
        uint family = BinaryPrimitives.ReadUInt32BigEndian(header);
        return Find(family > ushort.MaxValue ? BinaryPrimitives.ReadUInt32LittleEndian(header) : family);
    }

    /// <summary>Reads an address family in network byte order; some programs write the host's.</summary>
    public static LayerReader? ReadLoop(ref Frame frame) => ReadNull(ref frame);

    /// <summary>Reads OpenBSD's header of decapsulated IPsec: family, index, flags.</summary>
    public static LayerReader? ReadEnc(ref Frame frame)
    {
        LayerReader? next = ReadNull(ref frame);
        return frame.TrySkip(8) ? next : null;
    }

    /// <summary>Reads the packet filter's log header, which names its length and the family first.</summary>
    public static LayerReader? ReadPacketFilterLog(ref Frame frame)
    {
        if (frame.Rest.Length < 2)
        {
            return null;
        }

        byte family = frame.Rest[1];
        int length = (frame.Rest[0] + 3) & ~3;
        return frame.TrySkip(length) ? Find(family) : null;
    }

    /// <summary>The table of address families.</summary>
    /// <param name="family">The family.</param>
    /// <returns>The reader, or null for what cannot hold TCP.</returns>
    public static LayerReader? Find(uint family) => family switch
    {
        2 => Ipv4.Read,
        10 => Ipv6.Read,
        23 => Ipv6.Read,
        24 => Ipv6.Read,
        26 => Ipv6.Read,
        28 => Ipv6.Read,
        30 => Ipv6.Read,
        _ => null,
    };
}
