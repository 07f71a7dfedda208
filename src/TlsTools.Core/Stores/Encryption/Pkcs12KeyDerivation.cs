using System;
using System.Security.Cryptography;

namespace TlsTools.Stores.Encryption;

/// <summary>Derives keys as PKCS#12 did before PBES2, and still does for its MAC.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc7292#appendix-B.2">RFC 7292, B.2</seealso>
internal static class Pkcs12KeyDerivation
{
    /// <summary>The diversifier of an encryption key.</summary>
    public const byte EncryptionKey = 1;

    /// <summary>The diversifier of an initialization vector.</summary>
    public const byte InitializationVector = 2;

    /// <summary>The diversifier of a MAC's key.</summary>
    public const byte MacKey = 3;

    public static SecretBytes Derive(SecretBytes password, byte[] salt, int rounds, HashAlgorithmName hash, byte purpose, int length)
    {
        int block = HashFunctions.BlockLength(hash);
        byte[] diversifier = new byte[block];
        diversifier.AsSpan().Fill(purpose);
        int saltLength = RoundUp(salt.Length, block);
        using SecretBytes input = new(saltLength + RoundUp(password.Length, block));
        Repeat(salt, input.Span.Slice(0, saltLength));
        Repeat(password.Span, input.Span.Slice(saltLength));

        SecretBytes key = new(length);
        using HashAlgorithm function = HashFunctions.Create(hash);
        for (int offset = 0; offset < length;)
        {
            using SecretBytes first = new(block + input.Length);
            diversifier.CopyTo(first.Array, 0);
            input.Array.CopyTo(first.Array, block);
            byte[] value = function.ComputeHash(first.Array);
            for (int round = 1; round < rounds; round++)
            {
                value = function.ComputeHash(value);
            }

            int count = Math.Min(value.Length, length - offset);
            Array.Copy(value, 0, key.Array, offset, count);
            offset += count;
            AddToEach(input.Span, value, block);
            Array.Clear(value, 0, value.Length);
        }

        return key;
    }

    private static int RoundUp(int length, int block) => (length + block - 1) / block * block;

    private static void Repeat(ReadOnlySpan<byte> source, Span<byte> target)
    {
        for (int index = 0; index < target.Length; index++)
        {
            target[index] = source[index % source.Length];
        }
    }

    /// <summary>Step 6C: each block becomes (block + B + 1) mod 2^v, where B repeats the value.</summary>
    private static void AddToEach(Span<byte> blocks, byte[] value, int block)
    {
        for (int start = 0; start < blocks.Length; start += block)
        {
            int carry = 1;
            for (int index = block - 1; index >= 0; index--)
            {
                carry += blocks[start + index] + value[index % value.Length];
                blocks[start + index] = (byte)carry;
                carry >>= 8;
            }
        }
    }
}
