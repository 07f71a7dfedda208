using System;
using System.Buffers.Binary;

namespace TlsTools.Decryption.Ciphers;

/// <summary>The stream cipher ChaCha20, for platforms without it.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8439#section-2.4">RFC 8439, 2.4</seealso>
internal static class ChaCha20
{
    /// <summary>Encrypts or decrypts.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="nonce">12 bytes.</param>
    /// <param name="counter">The number of the first block.</param>
    /// <param name="input">What to transform.</param>
    /// <param name="output">Takes the result.</param>
    public static void Transform(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, uint counter, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> stream = stackalloc byte[BlockLength];
        for (int start = 0; start < input.Length; start += BlockLength, counter++)
        {
            Block(key, nonce, counter, stream);
            int length = Math.Min(BlockLength, input.Length - start);
            for (int index = 0; index < length; index++)
            {
                output[start + index] = (byte)(input[start + index] ^ stream[index]);
            }
        }

        stream.Clear();
    }

    /// <summary>One block of the key stream.</summary>
    public static void Block(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, uint counter, Span<byte> stream)
    {
        Span<uint> start = stackalloc uint[16];
        start[0] = 0x61707865;
        start[1] = 0x3320646e;
        start[2] = 0x79622d32;
        start[3] = 0x6b206574;
        for (int index = 0; index < 8; index++)
        {
            start[4 + index] = BinaryPrimitives.ReadUInt32LittleEndian(key.Slice(4 * index));
        }

        start[12] = counter;
        for (int index = 0; index < 3; index++)
        {
            start[13 + index] = BinaryPrimitives.ReadUInt32LittleEndian(nonce.Slice(4 * index));
        }

        Span<uint> state = stackalloc uint[16];
        start.CopyTo(state);
        for (int round = 0; round < DoubleRounds; round++)
        {
            QuarterRound(state, 0, 4, 8, 12);
            QuarterRound(state, 1, 5, 9, 13);
            QuarterRound(state, 2, 6, 10, 14);
            QuarterRound(state, 3, 7, 11, 15);
            QuarterRound(state, 0, 5, 10, 15);
            QuarterRound(state, 1, 6, 11, 12);
            QuarterRound(state, 2, 7, 8, 13);
            QuarterRound(state, 3, 4, 9, 14);
        }

        for (int index = 0; index < 16; index++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(stream.Slice(4 * index), state[index] + start[index]);
        }

        start.Clear();
        state.Clear();
    }

    private static void QuarterRound(Span<uint> state, int a, int b, int c, int d)
    {
        state[a] += state[b];
        state[d] = Rotate(state[d] ^ state[a], 16);
        state[c] += state[d];
        state[b] = Rotate(state[b] ^ state[c], 12);
        state[a] += state[b];
        state[d] = Rotate(state[d] ^ state[a], 8);
        state[c] += state[d];
        state[b] = Rotate(state[b] ^ state[c], 7);
    }

    private static uint Rotate(uint value, int bits) => (value << bits) | (value >> (32 - bits));

    /// <summary>Bytes of a block.</summary>
    public const int BlockLength = 64;

    private const int DoubleRounds = 10;
}
