using System;
using System.Buffers.Binary;

namespace TlsTools.Decryption.Ciphers;

/// <summary>AES in counter mode, which GCM and CCM have in common.</summary>
internal static class CounterMode
{
    /// <summary>Encrypts or decrypts.</summary>
    /// <param name="cipher">AES.</param>
    /// <param name="block">The first counter block; its last four bytes count.</param>
    /// <param name="input">What to transform.</param>
    /// <param name="output">Takes the result.</param>
    public static void Transform(AesBlocks cipher, ReadOnlySpan<byte> block, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> stream = stackalloc byte[BlocksAtOnce * AesBlocks.BlockLength];
        uint counter = BinaryPrimitives.ReadUInt32BigEndian(block.Slice(Prefix));
        for (int start = 0; start < input.Length; start += stream.Length)
        {
            int length = Math.Min(stream.Length, input.Length - start);
            int blocks = (length + AesBlocks.BlockLength - 1) / AesBlocks.BlockLength;
            for (int index = 0; index < blocks; index++)
            {
                Span<byte> one = stream.Slice(index * AesBlocks.BlockLength, AesBlocks.BlockLength);
                block.Slice(0, Prefix).CopyTo(one);
                BinaryPrimitives.WriteUInt32BigEndian(one.Slice(Prefix), counter++);
            }

            cipher.Encrypt(stream.Slice(0, blocks * AesBlocks.BlockLength));
            for (int index = 0; index < length; index++)
            {
                output[start + index] = (byte)(input[start + index] ^ stream[index]);
            }
        }

        stream.Clear();
    }

    private const int Prefix = 12;
    private const int BlocksAtOnce = 32;
}
