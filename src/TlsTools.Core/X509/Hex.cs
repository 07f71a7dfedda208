using System;

namespace TlsTools.X509;

/// <summary>Writes bytes in hex.</summary>
internal static class Hex
{
    public static string Lower(ReadOnlySpan<byte> octets) => Write(octets, "0123456789abcdef");

    public static string Upper(ReadOnlySpan<byte> octets) => Write(octets, "0123456789ABCDEF");

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
