using System;
using System.Security.Cryptography;

namespace TlsTools.Decryption;

/// <summary>Hashes and keyed hashes over parts, on both targets.</summary>
internal static class Hashing
{
    /// <summary>Bytes of a hash.</summary>
    public static int LengthOf(HashAlgorithmName hash) =>
        hash == HashAlgorithmName.MD5 ? 16
        : hash == HashAlgorithmName.SHA1 ? 20
        : hash == HashAlgorithmName.SHA384 ? 48
        : 32;

    /// <summary>The keyed hash of parts that stand one after the other.</summary>
    public static byte[] Keyed(HashAlgorithmName hash, byte[] key, params ReadOnlySpan<byte[]> parts)
    {
        using IncrementalHash function = IncrementalHash.CreateHMAC(hash, key);
        foreach (byte[] part in parts)
        {
            function.AppendData(part);
        }

        return function.GetHashAndReset();
    }

    /// <summary>The hash of parts that stand one after the other.</summary>
    public static byte[] Plain(HashAlgorithmName hash, params ReadOnlySpan<byte[]> parts)
    {
        using IncrementalHash function = IncrementalHash.CreateHash(hash);
        foreach (byte[] part in parts)
        {
            function.AppendData(part);
        }

        return function.GetHashAndReset();
    }
}
