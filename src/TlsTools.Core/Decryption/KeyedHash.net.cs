using System;
using System.Security.Cryptography;

namespace TlsTools.Decryption;

/// <summary>
/// The keyed hash of the few bytes that make a key of a traffic secret. Put together of plain hashes, because the platform's keyed
/// hash makes and frees an object of its library for each.
/// </summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc2104#section-2">RFC 2104, 2</seealso>
internal static class KeyedHash
{
    /// <summary>Computes it.</summary>
    /// <param name="hash">SHA-256 or SHA-384.</param>
    /// <param name="key">No longer than a block of the hash.</param>
    /// <param name="data">Short, as the labels of key schedules are.</param>
    /// <param name="output">Takes as many bytes as the hash has.</param>
    public static void Compute(HashAlgorithmName hash, ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, Span<byte> output)
    {
        bool isLong = hash == HashAlgorithmName.SHA384;
        int block = isLong ? 128 : 64;
        Span<byte> text = stackalloc byte[block + Math.Max(data.Length, output.Length)];
        Pad(key, text[..block], 0x36);
        data.CopyTo(text[block..]);
        Hash(isLong, text[..(block + data.Length)], output);
        Pad(key, text[..block], 0x5c);
        output.CopyTo(text[block..]);
        Hash(isLong, text[..(block + output.Length)], output);
        CryptographicOperations.ZeroMemory(text);
    }

    private static void Pad(ReadOnlySpan<byte> key, Span<byte> block, byte value)
    {
        block.Fill(value);
        for (int index = 0; index < key.Length; index++)
        {
            block[index] ^= key[index];
        }
    }

    private static void Hash(bool isLong, ReadOnlySpan<byte> text, Span<byte> output) =>
        _ = isLong ? SHA384.HashData(text, output) : SHA256.HashData(text, output);
}
