using System;

namespace TlsTools.Network;

/// <summary>IEEE 802.11 data frames that are not encrypted.</summary>
internal static class WirelessLan
{
    /// <summary>Reads a frame.</summary>
    public static LayerReader? Read(ref Frame frame) => Read(ref frame, padded: false);

    /// <summary>Reads a frame whose header is padded to a multiple of four bytes.</summary>
    public static LayerReader? ReadPadded(ref Frame frame) => Read(ref frame, padded: true);

    /// <summary>Reads a frame whose frame control field may be in the order in which some access points send it: its bytes swapped.</summary>
    public static LayerReader? ReadEitherOrder(ref Frame frame) =>
        Read(ref frame, padded: false, swapped: frame.Rest.Length > 1 && (frame.Rest[0] & VersionAndType) != DataType);

    private static LayerReader? Read(ref Frame frame, bool padded, bool swapped = false)
    {
        ReadOnlySpan<byte> header = frame.Rest;
        if (header.Length < AddressesEnd)
        {
            return null;
        }

        byte type = header[swapped ? 1 : 0];
        byte flags = header[swapped ? 0 : 1];
        if ((type & (VersionAndType | NoData)) != DataType || (flags & Protected) != 0)
        {
            return null;
        }

        int length = AddressesEnd + ((flags & BothSystems) == BothSystems ? 6 : 0);
        bool aggregate = false;
        if ((type & QualityOfService) != 0)
        {
            aggregate = header.Length > length && (header[length] & Aggregate) != 0;
            length += 2 + ((flags & Order) != 0 ? 4 : 0);
        }

        if (padded)
        {
            length = (length + 3) & ~3;
        }

        // Of an aggregate only the first frame is read: addresses and length like Ethernet's.
        if (!frame.TrySkip(length) || (aggregate && !frame.TrySkip(14)))
        {
            return null;
        }

        return LogicalLink.Read;
    }

    private const int AddressesEnd = 24;

    private const byte VersionAndType = 0x0f;

    private const byte DataType = 0x08;

    private const byte NoData = 0x40;

    private const byte QualityOfService = 0x80;

    private const byte BothSystems = 0x03;

    private const byte Protected = 0x40;

    private const byte Order = 0x80;

    private const byte Aggregate = 0x80;
}
