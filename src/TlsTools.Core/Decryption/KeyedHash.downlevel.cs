using System;
using System.Security.Cryptography;

namespace TlsTools.Decryption;

// netstandard2.0 has no hash over a span.
internal static class KeyedHash
{
    public static void Compute(HashAlgorithmName hash, ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, Span<byte> output)
    {
        byte[] copy = key.ToArray();
        byte[] result = Hashing.Keyed(hash, copy, data.ToArray());
        result.CopyTo(output);
        Array.Clear(copy, 0, copy.Length);
        Array.Clear(result, 0, result.Length);
    }
}
