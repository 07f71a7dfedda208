using System;
using System.Collections.Generic;
using System.Text;

namespace TlsTools.Capture;

/// <summary>Says what an input is that is no capture, so that its user knows what to do with it.</summary>
internal static class ForeignFormats
{
    /// <summary>Says in a sentence what the input looks like.</summary>
    /// <param name="buffer">Stands at the first byte.</param>
    public static string Describe(CaptureBuffer buffer)
    {
        if (!buffer.Ensure(1))
        {
            return "The input is empty.";
        }

        buffer.Ensure(LookedAt);
        ReadOnlySpan<byte> start = buffer.Peek(0, Math.Min(buffer.Available, LookedAt));
        string characters = Latin1(start);
        foreach ((int offset, string magic, string description) in s_formats)
        {
            if (characters.IndexOf(magic, StringComparison.Ordinal) == offset)
            {
                return $"The input is no pcap or pcapng capture; it looks like {description}";
            }
        }

        return IsText(start)
            ? "The input is no pcap or pcapng capture; it looks like text. Debug logs are for ConvertFrom-TlsLog or `tlstools log`."
            : $"The input is no pcap or pcapng capture; it begins with {Hex(start.Slice(0, Math.Min(start.Length, 8)))}.";
    }

    private static string Latin1(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new(bytes.Length);
        foreach (byte value in bytes)
        {
            text.Append((char)value);
        }

        return text.ToString();
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => BitConverter.ToString(bytes.ToArray()).Replace('-', ' ');

    // Letters outside ASCII are believed inside a text; at its start only as the byte order mark of UTF-8.
    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] >= 0x80 && bytes[0] != 0xef)
        {
            return false;
        }

        foreach (byte value in bytes)
        {
            if (value is (< 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f')) or 0x7f)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Magic numbers, one character a byte, and where they stand.</summary>
    private static readonly IReadOnlyList<(int Offset, string Magic, string Description)> s_formats =
    [
        (0, "\u001f\u008b", "gzip data inside gzip data. Unpack it once."),
        (0, "\u0028\u00b5\u002f\u00fd", "Zstandard data. Unpack it with zstd first."),
        (0, "\u00fd7zXZ\0", "xz data. Unpack it with xz first."),
        (0, "BZh", "bzip2 data. Unpack it with bzip2 first."),
        (0, "\u0004\u0022\u004d\u0018", "LZ4 data. Unpack it with lz4 first."),
        (0, "PK\u0003\u0004", "a zip archive. Extract the capture first."),
        (0, "7z\u00bc\u00af\u0027\u001c", "a 7z archive. Extract the capture first."),
        (0, "snoop\0\0\0", "a snoop capture. Convert it with Wireshark's editcap first."),
        (0, "GMBU", "a Microsoft Network Monitor capture. Convert it with Wireshark's editcap first."),
        (0, "RTSS", "a Microsoft Network Monitor 1 capture. Convert it with Wireshark's editcap first."),
        (0, "XCP\0", "a NetXRay capture. Convert it with Wireshark's editcap first."),
        (0, "TRSNIFF data", "a Sniffer capture. Convert it with Wireshark's editcap first."),
        (0, "\u007fver", "a PacketLogger or Peek capture. Convert it with Wireshark's editcap first."),
        (0, "\u001c\0\u0001\u00ac", "an IXIA pcap variant. Convert it with Wireshark's editcap first."),
        (0, "\u007fELF", "a program."),
        (0, "MZ", "a program."),
        (0, "%PDF", "a PDF document."),

        // The first event of an ETL trace stands after a buffer header of 72 bytes: version 2, system header, trace marker.
        (72, "\u0002\0\u0001\u00c0", "an ETL trace of Windows. Convert it with etl2pcapng first."),
        (72, "\u0002\0\u0002\u00c0", "an ETL trace of Windows. Convert it with etl2pcapng first."),
    ];

    private const int LookedAt = 512;
}
