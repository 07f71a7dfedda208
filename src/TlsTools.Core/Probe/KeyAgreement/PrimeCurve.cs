using System;
using System.Numerics;

namespace TlsTools.Probe.KeyAgreement;

/// <summary>A curve y² = x³ − 3x + b over a prime field, as NIST has them.</summary>
/// <seealso href="https://doi.org/10.6028/NIST.SP.800-186">NIST SP 800-186, 3.2.1</seealso>
internal sealed class PrimeCurve
{
    private readonly BigInteger _prime;
    private readonly BigInteger _b;
    private readonly BigInteger _order;
    private readonly (BigInteger X, BigInteger Y) _base;
    private readonly int _length;

    private PrimeCurve(int bits, string prime, string b, string order, string baseX, string baseY)
    {
        _length = (bits + 7) / 8;
        _prime = LargeNumber.Parse(prime);
        _b = LargeNumber.Parse(b);
        _order = LargeNumber.Parse(order);
        _base = (LargeNumber.Parse(baseX), LargeNumber.Parse(baseY));
    }

    /// <summary>P-256, <c>secp256r1</c>.</summary>
    public static PrimeCurve P256 { get; } = new(
        256,
        "ffffffff 00000001 00000000 00000000 00000000 ffffffff ffffffff ffffffff",
        "5ac635d8 aa3a93e7 b3ebbd55 769886bc 651d06b0 cc53b0f6 3bce3c3e 27d2604b",
        "ffffffff 00000000 ffffffff ffffffff bce6faad a7179e84 f3b9cac2 fc632551",
        "6b17d1f2 e12c4247 f8bce6e5 63a440f2 77037d81 2deb33a0 f4a13945 d898c296",
        "4fe342e2 fe1a7f9b 8ee7eb4a 7c0f9e16 2bce3357 6b315ece cbb64068 37bf51f5");

    /// <summary>P-384, <c>secp384r1</c>.</summary>
    public static PrimeCurve P384 { get; } = new(
        384,
        "ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff fffffffe ffffffff 00000000 00000000 ffffffff",
        "b3312fa7 e23ee7e4 988e056b e3f82d19 181d9c6e fe814112 0314088f 5013875a c656398d 8a2ed19d 2a85c8ed d3ec2aef",
        "ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff c7634d81 f4372ddf 581a0db2 48b0a77a ecec196a ccc52973",
        "aa87ca22 be8b0537 8eb1c71e f320ad74 6e1d3b62 8ba79b98 59f741e0 82542a38 5502f25d bf55296c 3a545e38 72760ab7",
        "3617de4a 96262c6f 5d9e98bf 9292dc29 f8f41dbd 289a147c e9da3113 b5f0b8c0 0a60b1ce 1d7e819d 7a431d7c 90ea0e5f");

    /// <summary>P-521, <c>secp521r1</c>.</summary>
    public static PrimeCurve P521 { get; } = new(
        521,
        "01ff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff",
        "0051 953eb961 8e1c9a1f 929a21a0 b68540ee a2da725b 99b315f3 b8b48991 8ef109e1 56193951 ec7e937b 1652c0bd 3bb1bf07 3573df88 3d2c34f1 ef451fd4 6b503f00",
        "01ff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff fffffffa 51868783 bf2f966b 7fcc0148 f709a5d0 3bb5c9b8 899c47ae bb6fb71e 91386409",
        "00c6 858e06b7 0404e9cd 9e3ecb66 2395b442 9c648139 053fb521 f828af60 6b4d3dba a14b5e77 efe75928 fe1dc127 a2ffa8de 3348b3c1 856a429b f97e7e31 c2e5bd66",
        "0118 39296a78 9a3bc004 5c8a5fb4 2c7d1bd9 98f54449 579b4468 17afbd17 273e662c 97ee7299 5ef42640 c550b901 3fad0761 353c7086 a272c240 88be9476 9fd16650");

    /// <summary>Begins an exchange with a fresh key.</summary>
    public IKeyAgreement Begin() => new Agreement(this, 1 + LargeNumber.Modulo(LargeNumber.Read(LargeNumber.Random(_length + 8)), _order - 1));

    // Jacobian coordinates: x = X/Z², y = Y/Z³; Z = 0 is the point at infinity.
    private (BigInteger X, BigInteger Y, BigInteger Z) Multiply((BigInteger X, BigInteger Y) point, BigInteger factor)
    {
        (BigInteger X, BigInteger Y, BigInteger Z) sum = (BigInteger.One, BigInteger.One, BigInteger.Zero);
        byte[] bits = LargeNumber.Write(factor, _length);
        foreach (byte eight in bits)
        {
            for (int bit = 7; bit >= 0; bit--)
            {
                sum = Double(sum);
                if (((eight >> bit) & 1) == 1)
                {
                    sum = Add(sum, point);
                }
            }
        }

        return sum;
    }

    private (BigInteger X, BigInteger Y, BigInteger Z) Double((BigInteger X, BigInteger Y, BigInteger Z) p)
    {
        if (p.Z.IsZero || p.Y.IsZero)
        {
            return (BigInteger.One, BigInteger.One, BigInteger.Zero);
        }

        BigInteger squareZ = Modulo(p.Z * p.Z);
        BigInteger squareY = Modulo(p.Y * p.Y);
        BigInteger s = Modulo(4 * p.X * squareY);
        BigInteger m = Modulo(3 * (p.X - squareZ) * (p.X + squareZ));
        BigInteger x = Modulo((m * m) - (2 * s));
        return (x, Modulo((m * (s - x)) - (8 * squareY * squareY)), Modulo(2 * p.Y * p.Z));
    }

    private (BigInteger X, BigInteger Y, BigInteger Z) Add((BigInteger X, BigInteger Y, BigInteger Z) p, (BigInteger X, BigInteger Y) q)
    {
        if (p.Z.IsZero)
        {
            return (q.X, q.Y, BigInteger.One);
        }

        BigInteger squareZ = Modulo(p.Z * p.Z);
        BigInteger h = Modulo((q.X * squareZ) - p.X);
        BigInteger r = Modulo((q.Y * squareZ * p.Z) - p.Y);
        if (h.IsZero)
        {
            return r.IsZero ? Double(p) : (BigInteger.One, BigInteger.One, BigInteger.Zero);
        }

        BigInteger squareH = Modulo(h * h);
        BigInteger cubeH = Modulo(squareH * h);
        BigInteger v = Modulo(p.X * squareH);
        BigInteger x = Modulo((r * r) - cubeH - (2 * v));
        return (x, Modulo((r * (v - x)) - (p.Y * cubeH)), Modulo(p.Z * h));
    }

    private (BigInteger X, BigInteger Y)? ToAffine((BigInteger X, BigInteger Y, BigInteger Z) p)
    {
        if (p.Z.IsZero)
        {
            return null;
        }

        BigInteger inverse = LargeNumber.Invert(p.Z, _prime);
        BigInteger square = Modulo(inverse * inverse);
        return (Modulo(p.X * square), Modulo(p.Y * square * inverse));
    }

    private bool Contains((BigInteger X, BigInteger Y) point) =>
        point.X < _prime && point.Y < _prime && Modulo((point.Y * point.Y) - (point.X * point.X * point.X) + (3 * point.X) - _b).IsZero;

    private BigInteger Modulo(BigInteger number) => LargeNumber.Modulo(number, _prime);

    private sealed class Agreement(PrimeCurve curve, BigInteger key) : IKeyAgreement
    {
        public byte[] PublicKey { get; } = Encode(curve, curve.ToAffine(curve.Multiply(curve._base, key))!.Value);

        public byte[]? Agree(byte[] serverKey)
        {
            if (serverKey.Length != 1 + (2 * curve._length) || serverKey[0] != Uncompressed)
            {
                return null;
            }

            (BigInteger X, BigInteger Y) point = (LargeNumber.Read(serverKey.AsSpan(1, curve._length)), LargeNumber.Read(serverKey.AsSpan(1 + curve._length)));
            return curve.Contains(point) && curve.ToAffine(curve.Multiply(point, key)) is { } shared ? LargeNumber.Write(shared.X, curve._length) : null;
        }

        private static byte[] Encode(PrimeCurve curve, (BigInteger X, BigInteger Y) point) =>
            [Uncompressed, .. LargeNumber.Write(point.X, curve._length), .. LargeNumber.Write(point.Y, curve._length)];

        // RFC 8446, 4.2.8.2.
        private const byte Uncompressed = 4;
    }
}
