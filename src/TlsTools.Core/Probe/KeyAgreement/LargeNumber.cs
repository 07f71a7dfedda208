using System;
using System.Numerics;
using System.Security.Cryptography;

namespace TlsTools.Probe.KeyAgreement;

/// <summary>Large unsigned numbers from bytes and back, on both targets.</summary>
internal static class LargeNumber
{
    /// <summary>Reads a number, most significant byte first.</summary>
    public static BigInteger Read(ReadOnlySpan<byte> bytes)
    {
        byte[] little = new byte[bytes.Length + 1];
        bytes.CopyTo(little);
        Array.Reverse(little, 0, bytes.Length);
        return new BigInteger(little);
    }

    /// <summary>Reads a number in hexadecimal digits; blanks are left out.</summary>
    public static BigInteger Parse(string digits) =>
        BigInteger.Parse("0" + digits.Replace(" ", ""), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Writes a number, most significant byte first, in as many bytes as are wanted.</summary>
    public static byte[] Write(BigInteger number, int length)
    {
        byte[] little = number.ToByteArray();
        byte[] bytes = new byte[length];
        for (int index = 0; index < Math.Min(length, little.Length); index++)
        {
            bytes[length - 1 - index] = little[index];
        }

        return bytes;
    }

    /// <summary>The rest that is never negative.</summary>
    public static BigInteger Modulo(BigInteger number, BigInteger modulus)
    {
        BigInteger rest = BigInteger.Remainder(number, modulus);
        return rest.Sign < 0 ? rest + modulus : rest;
    }

    /// <summary>The inverse modulo a prime.</summary>
    public static BigInteger Invert(BigInteger number, BigInteger prime) => BigInteger.ModPow(number, prime - 2, prime);

    /// <summary>Random bytes.</summary>
    public static byte[] Random(int length)
    {
        byte[] bytes = new byte[length];
        using RandomNumberGenerator random = RandomNumberGenerator.Create();
        random.GetBytes(bytes);
        return bytes;
    }
}
