using System;
using System.Numerics;

namespace TlsTools.Probe.KeyAgreement;

/// <summary>X25519: the curve y² = x³ + 486662x² + x modulo 2²⁵⁵ − 19, of which only x is sent.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc7748#section-5">RFC 7748, 5</seealso>
internal sealed class Curve25519 : IKeyAgreement
{
    private readonly BigInteger _key;

    /// <summary>Begins an exchange.</summary>
    /// <param name="key">32 random bytes.</param>
    public Curve25519(byte[] key)
    {
        byte[] clamped = (byte[])key.Clone();
        clamped[0] &= 248;
        clamped[31] = (byte)((clamped[31] & 127) | 64);
        _key = ReadLittle(clamped);
        PublicKey = WriteLittle(Multiply(9));
    }

    public byte[] PublicKey { get; }

    public byte[]? Agree(byte[] serverKey)
    {
        if (serverKey.Length != Length)
        {
            return null;
        }

        byte[] masked = (byte[])serverKey.Clone();
        masked[31] &= 127;
        BigInteger shared = Multiply(ReadLittle(masked));
        return shared.IsZero ? null : WriteLittle(shared);
    }

    // The ladder of RFC 7748, 5, with its names.
    private BigInteger Multiply(BigInteger u)
    {
        BigInteger x1 = Modulo(u);
        BigInteger x2 = BigInteger.One;
        BigInteger z2 = BigInteger.Zero;
        BigInteger x3 = x1;
        BigInteger z3 = BigInteger.One;
        bool isSwapped = false;
        for (int bit = 254; bit >= 0; bit--)
        {
            bool isSet = !((_key >> bit) & BigInteger.One).IsZero;
            if (isSet != isSwapped)
            {
                (x2, x3) = (x3, x2);
                (z2, z3) = (z3, z2);
            }

            isSwapped = isSet;
            BigInteger a = x2 + z2;
            BigInteger aa = Modulo(a * a);
            BigInteger b = x2 - z2;
            BigInteger bb = Modulo(b * b);
            BigInteger e = aa - bb;
            BigInteger da = Modulo((x3 - z3) * a);
            BigInteger cb = Modulo((x3 + z3) * b);
            x3 = Modulo((da + cb) * (da + cb));
            z3 = Modulo(x1 * (da - cb) * (da - cb));
            x2 = Modulo(aa * bb);
            z2 = Modulo(e * (aa + (121665 * e)));
        }

        return isSwapped ? Modulo(x3 * LargeNumber.Invert(z3, s_prime)) : Modulo(x2 * LargeNumber.Invert(z2, s_prime));
    }

    private static BigInteger Modulo(BigInteger number) => LargeNumber.Modulo(number, s_prime);

    private static BigInteger ReadLittle(byte[] bytes) => new([.. bytes, 0]);

    private static byte[] WriteLittle(BigInteger number)
    {
        byte[] bytes = LargeNumber.Write(number, Length);
        Array.Reverse(bytes);
        return bytes;
    }

    private static readonly BigInteger s_prime = BigInteger.Pow(2, 255) - 19;

    private const int Length = 32;
}
