using System;

namespace TlsTools.Capture;

/// <summary>The check value of gzip.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc1952#section-8">RFC 1952, 8</seealso>
internal static class Crc32
{
    /// <summary>Goes on with a check value.</summary>
    /// <param name="crc">The value of the bytes before; 0 at the start.</param>
    /// <param name="bytes">The next bytes.</param>
    public static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        uint[] table = s_table;
        crc = ~crc;
        while (bytes.Length >= 4)
        {
            crc ^= bytes[0] | ((uint)bytes[1] << 8) | ((uint)bytes[2] << 16) | ((uint)bytes[3] << 24);
            crc = table[768 + (crc & 0xff)]
                ^ table[512 + ((crc >> 8) & 0xff)]
                ^ table[256 + ((crc >> 16) & 0xff)]
                ^ table[crc >> 24];
            bytes = bytes.Slice(4);
        }

        foreach (byte value in bytes)
        {
            crc = table[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    // Four tables, so that four bytes are taken at a step: table n is for a byte that n bytes follow.
    private static readonly uint[] s_table = MakeTable();

    private static uint[] MakeTable()
    {
        uint[] table = new uint[4 * 256];
        for (uint value = 0; value < 256; value++)
        {
            uint remainder = value;
            for (int bit = 0; bit < 8; bit++)
            {
                remainder = (remainder & 1) == 0 ? remainder >> 1 : (remainder >> 1) ^ Polynomial;
            }

            table[value] = remainder;
        }

        for (int i = 256; i < table.Length; i++)
        {
            table[i] = (table[i - 256] >> 8) ^ table[(byte)table[i - 256]];
        }

        return table;
    }

    private const uint Polynomial = 0xedb8_8320;
}
