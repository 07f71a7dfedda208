using System;
using System.Security.Cryptography;
using TlsTools.X509;

namespace TlsTools.Stores;

/// <summary>Makes elliptic curve keys of the platform.</summary>
internal static partial class EllipticKeys
{
    /// <summary>A key that can sign; <see langword="null"/> where the platform does not have the curve.</summary>
    /// <param name="curve">The curve's object identifier.</param>
    /// <param name="key">The ECPrivateKey.</param>
    /// <param name="point">The uncompressed public point, where it is known.</param>
    /// <exception cref="CryptographicException">The numbers are no key.</exception>
    public static ECDsa? TryCreate(string curve, ReadOnlyMemory<byte> key, byte[]? point)
    {
        if (ObjectNames.CurveBits(curve) is not { } bits)
        {
            return null;
        }

        int length = (bits + 7) / 8;
        if (KeyNumbers.Lengthen(KeyNumbers.ReadScalar(key), length) is not { } scalar)
        {
            return null;
        }

        try
        {
            bool isPlain = point is { Length: > 0 } && point[0] == UncompressedPoint && point.Length == (2 * length) + 1;
            return isPlain
                ? Create(curve, scalar, point.AsSpan(1, length).ToArray(), point.AsSpan(1 + length).ToArray())
                : Create(curve, scalar, null, null);
        }
        finally
        {
            Array.Clear(scalar, 0, scalar.Length);
        }
    }

    /// <summary>The public point that the platform computes of a key; <see langword="null"/> where it does not (.NET Framework).</summary>
    public static byte[]? DerivePoint(string curve, ReadOnlyMemory<byte> key)
    {
        try
        {
            using ECDsa? pair = TryCreate(curve, key, point: null);
            return pair is null ? null : ExportPoint(pair);
        }
        catch (CryptographicException)
        {
            return null;
        }
        catch (PlatformNotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Whether what the key signs is verified by the public point; <see langword="null"/> where it cannot be tried.</summary>
    public static bool? SignsFor(string curve, ReadOnlyMemory<byte> key, byte[] point)
    {
        try
        {
            using ECDsa? pair = TryCreate(curve, key, point);
            if (pair is null)
            {
                return null;
            }

            byte[] hash = new byte[32];
            return pair.VerifyHash(hash, pair.SignHash(hash));
        }
        catch (CryptographicException)
        {
            // Platforms refuse a private key together with the public key of another.
            return false;
        }
        catch (PlatformNotSupportedException)
        {
            return null;
        }
    }

    private static byte[]? Join(byte[]? x, byte[]? y)
    {
        if (x is null || y is null)
        {
            return null;
        }

        byte[] point = new byte[1 + x.Length + y.Length];
        point[0] = UncompressedPoint;
        x.CopyTo(point, 1);
        y.CopyTo(point, 1 + x.Length);
        return point;
    }

    private const byte UncompressedPoint = 4;
}
