using System;

namespace TlsTools.X509;

/// <summary>Writes bytes in hex and reads them.</summary>
internal static class Hex
{
    public static string Lower(ReadOnlySpan<byte> octets) => Write(octets, "0123456789abcdef");

    public static string Upper(ReadOnlySpan<byte> octets) => Write(octets, "0123456789ABCDEF");

    /// <summary>The bytes of hexadecimal digits in any case; <see langword="null"/> where the text is anything else.</summary>
    public static byte[]? TryRead(string digits)
    {
        byte[] octets = new byte[digits.Length / 2];
        for (int index = 0; index < digits.Length; index++)
        {
            int digit = Digit(digits[index]);
            if (digit < 0)
            {
                return null;
            }

            if (index / 2 < octets.Length)
            {
                octets[index / 2] = (byte)((octets[index / 2] << 4) | digit);
            }
        }

        return digits.Length % 2 == 0 ? octets : null;
    }

    private static int Digit(char unit) => unit switch
    {
        >= '0' and <= '9' => unit - '0',
        >= 'a' and <= 'f' => unit - 'a' + 10,
        >= 'A' and <= 'F' => unit - 'A' + 10,
        _ => -1,
    };

    private static string Write(ReadOnlySpan<byte> octets, string digits)
    {
        char[] text = new char[octets.Length * 2];
        for (int index = 0; index < octets.Length; index++)
        {
            text[index * 2] = digits[octets[index] >> 4];
            text[(index * 2) + 1] = digits[octets[index] & 0xf];
        }

        return new string(text);
    }
}
