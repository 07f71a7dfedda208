using System;
using System.Buffers.Binary;

namespace TlsTools.Network;

/// <summary>What drivers put before IEEE 802.11 frames.</summary>
internal static class RadioHeaders
{
    /// <summary>Reads a radiotap header.</summary>
    /// <seealso href="https://www.radiotap.org/">Radiotap</seealso>
    public static LayerReader? ReadRadiotap(ref Frame frame)
    {
        ReadOnlySpan<byte> header = frame.Rest;
        if (header.Length < 8)
        {
            return null;
        }

        int length = BinaryPrimitives.ReadUInt16LittleEndian(header.Slice(2));
        if (length < 8 || !frame.TrySkip(length))
        {
            return null;
        }

        return IsPadded(header.Slice(0, length)) ? WirelessLan.ReadPadded : WirelessLan.Read;
    }

    /// <summary>Reads a Prism header, or the AVS header that shares its link type.</summary>
    public static LayerReader? ReadPrism(ref Frame frame)
    {
        if (frame.Rest.Length < 8)
        {
            return null;
        }

        if (BinaryPrimitives.ReadUInt32BigEndian(frame.Rest) >> 12 == AvsMagic >> 12)
        {
            return ReadAvs(ref frame);
        }

        // The length is in the byte order of the capturing host.
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(frame.Rest.Slice(4));
        if (length > ushort.MaxValue)
        {
            length = BinaryPrimitives.ReadUInt32BigEndian(frame.Rest.Slice(4));
        }

        return length is >= 8 and <= ushort.MaxValue && frame.TrySkip((int)length) ? WirelessLan.Read : null;
    }

    /// <summary>Reads an AVS header.</summary>
    public static LayerReader? ReadAvs(ref Frame frame)
    {
        if (frame.Rest.Length < 8)
        {
            return null;
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(frame.Rest.Slice(4));
        return length is >= 8 and <= ushort.MaxValue && frame.TrySkip((int)length) ? WirelessLan.Read : null;
    }

    // The flags stand behind all words of presence bits and, where it is there, the 8-byte time stamp.
    private static bool IsPadded(ReadOnlySpan<byte> header)
    {
        uint present = BinaryPrimitives.ReadUInt32LittleEndian(header.Slice(4));
        if ((present & FlagsPresent) == 0)
        {
            return false;
        }

        int at = 8;
        for (uint word = present; (word & MorePresent) != 0; at += 4)
        {
            if (at + 4 > header.Length)
            {
                return false;
            }

            word = BinaryPrimitives.ReadUInt32LittleEndian(header.Slice(at));
        }

        if ((present & TimePresent) != 0)
        {
            at = ((at + 7) & ~7) + 8;
        }

        return at < header.Length && (header[at] & DataPadding) != 0;
    }

    private const uint AvsMagic = 0x80211000;

    private const uint TimePresent = 0x00000001;

    private const uint FlagsPresent = 0x00000002;

    private const uint MorePresent = 0x80000000;

    private const byte DataPadding = 0x20;
}
