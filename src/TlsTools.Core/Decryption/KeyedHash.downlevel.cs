using System;
using System.Security.Cryptography;

namespace TlsTools.Decryption;

// netstandard2.0 has neither vectors nor a hash over a span.
internal static class KeyedHash
{
    public static void ComputePair(HashAlgorithmName hash, ReadOnlySpan<byte> key, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> firstOutput, Span<byte> secondOutput)
    {
        byte[] copy = key.ToArray();
        Compute(hash, copy, first, firstOutput);
        Compute(hash, copy, second, secondOutput);
        Array.Clear(copy, 0, copy.Length);
    }

    private static void Compute(HashAlgorithmName hash, byte[] key, ReadOnlySpan<byte> data, Span<byte> output)
    {
        byte[] result = Hashing.Keyed(hash, key, data.ToArray());
        result.CopyTo(output);
        Array.Clear(result, 0, result.Length);
    }
}
