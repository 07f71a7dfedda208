using System;
using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using TlsTools.Decryption.Ciphers;

namespace TlsTools.Decryption;

/// <summary>The two keyed hashes, each over a few bytes, that make a key and a vector of a traffic secret.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc2104#section-2">RFC 2104, 2</seealso>
internal static class KeyedHash
{
    /// <summary>Computes both.</summary>
    /// <param name="hash">SHA-256 or SHA-384.</param>
    /// <param name="key">No longer than a block of the hash.</param>
    /// <param name="first">Short, as the labels of key schedules are.</param>
    /// <param name="second">Short too.</param>
    /// <param name="firstOutput">Takes as many bytes as the hash has.</param>
    /// <param name="secondOutput">Takes as many too.</param>
    public static void ComputePair(HashAlgorithmName hash, ReadOnlySpan<byte> key, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> firstOutput, Span<byte> secondOutput)
    {
        Span<byte> inner = stackalloc byte[hash == HashAlgorithmName.SHA384 ? 128 : 64];
        Span<byte> outer = stackalloc byte[inner.Length];
        inner.Fill(0x36);
        outer.Fill(0x5c);
        for (int index = 0; index < key.Length; index++)
        {
            inner[index] ^= key[index];
            outer[index] ^= key[index];
        }

        if (hash == HashAlgorithmName.SHA384)
        {
            Compute384(inner, outer, first, second, firstOutput, secondOutput);
        }
        else
        {
            Compute256(inner, outer, first, second, firstOutput, secondOutput);
        }

        CryptographicOperations.ZeroMemory(inner);
        CryptographicOperations.ZeroMemory(outer);
    }

    private static void Compute256(Span<byte> inner, Span<byte> outer, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> firstOutput, Span<byte> secondOutput)
    {
        Span<Vector128<uint>> keyed = stackalloc Vector128<uint>[PairedHash.StateLength];
        Span<Vector128<uint>> state = stackalloc Vector128<uint>[PairedHash.StateLength];
        PairedHash.Begin(keyed);
        PairedHash.Absorb(keyed, inner, outer);
        for (int step = 0; step < 2; step++)
        {
            for (int index = 0; index < state.Length; index++)
            {
                state[index] = Vector128.Create(keyed[index][step]);
            }

            FillLast(inner, step == 0 ? first : firstOutput);
            FillLast(outer, step == 0 ? second : secondOutput);
            PairedHash.Absorb(state, inner, outer);
            for (int index = 0; index < firstOutput.Length / sizeof(uint); index++)
            {
                BinaryPrimitives.WriteUInt32BigEndian(firstOutput[(sizeof(uint) * index)..], state[index][0]);
                BinaryPrimitives.WriteUInt32BigEndian(secondOutput[(sizeof(uint) * index)..], state[index][1]);
            }
        }

        keyed.Clear();
        state.Clear();
    }

    private static void Compute384(Span<byte> inner, Span<byte> outer, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> firstOutput, Span<byte> secondOutput)
    {
        Span<Vector128<ulong>> keyed = stackalloc Vector128<ulong>[PairedHash.StateLength];
        Span<Vector128<ulong>> state = stackalloc Vector128<ulong>[PairedHash.StateLength];
        PairedHash.Begin(keyed);
        PairedHash.Absorb(keyed, inner, outer);
        for (int step = 0; step < 2; step++)
        {
            for (int index = 0; index < state.Length; index++)
            {
                state[index] = Vector128.Create(keyed[index][step]);
            }

            FillLast(inner, step == 0 ? first : firstOutput);
            FillLast(outer, step == 0 ? second : secondOutput);
            PairedHash.Absorb(state, inner, outer);
            for (int index = 0; index < firstOutput.Length / sizeof(ulong); index++)
            {
                BinaryPrimitives.WriteUInt64BigEndian(firstOutput[(sizeof(ulong) * index)..], state[index][0]);
                BinaryPrimitives.WriteUInt64BigEndian(secondOutput[(sizeof(ulong) * index)..], state[index][1]);
            }
        }

        keyed.Clear();
        state.Clear();
    }

    // What follows the block of the key: the text, a one, zeros, and how many bits both are (FIPS 180-4, 5.1).
    private static void FillLast(Span<byte> block, ReadOnlySpan<byte> text)
    {
        block.Clear();
        text.CopyTo(block);
        block[text.Length] = 0x80;
        BinaryPrimitives.WriteInt32BigEndian(block[^sizeof(int)..], 8 * (block.Length + text.Length));
    }
}
