using System;
using System.Buffers.Binary;

namespace TlsTools.Decryption.Ciphers;

/// <summary>AES-CCM made of AES blocks, for platforms without it.</summary>
/// <param name="key">The key; it is cleared.</param>
/// <param name="tagLength">16, or 8 for the suites that end with <c>CCM_8</c>.</param>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc3610#section-2">RFC 3610, 2</seealso>
internal sealed class ManagedCcm(byte[] key, int tagLength) : IAead
{
    private readonly AesBlocks _cipher = new(key);

    public bool TryOpen(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> associated, Span<byte> plaintext)
    {
        ReadOnlySpan<byte> ciphertext = sealedText.Slice(0, sealedText.Length - tagLength);
        Span<byte> mask = stackalloc byte[AesBlocks.BlockLength];
        Transform(nonce, ciphertext, plaintext, mask);
        Span<byte> tag = stackalloc byte[AesBlocks.BlockLength];
        Authenticate(nonce, plaintext.Slice(0, ciphertext.Length), associated, tag);
        Mask(tag, mask);
        bool isRight = tag.Slice(0, tagLength).SequenceEqual(sealedText.Slice(ciphertext.Length));
        if (!isRight)
        {
            plaintext.Clear();
        }

        return isRight;
    }

    public void Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associated, Span<byte> sealedText)
    {
        Span<byte> mask = stackalloc byte[AesBlocks.BlockLength];
        Transform(nonce, plaintext, sealedText, mask);
        Span<byte> tag = stackalloc byte[AesBlocks.BlockLength];
        Authenticate(nonce, plaintext, associated, tag);
        Mask(tag, mask);
        tag.Slice(0, tagLength).CopyTo(sealedText.Slice(plaintext.Length));
    }

    public void Dispose()
    {
        _cipher.Dispose();
        Array.Clear(key, 0, key.Length);
    }

    private void Transform(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> input, Span<byte> output, Span<byte> mask)
    {
        Span<byte> counter = stackalloc byte[AesBlocks.BlockLength];
        counter.Clear();
        counter[0] = LengthOfLength - 1;
        nonce.CopyTo(counter.Slice(1));
        counter.CopyTo(mask);
        _cipher.Encrypt(mask);
        counter[15] = 1;
        CounterMode.Transform(_cipher, counter, input, output);
    }

    private static void Mask(Span<byte> tag, ReadOnlySpan<byte> mask)
    {
        for (int index = 0; index < tag.Length; index++)
        {
            tag[index] ^= mask[index];
        }
    }

    private void Authenticate(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> text, ReadOnlySpan<byte> associated, Span<byte> tag)
    {
        tag.Clear();
        tag[0] = (byte)((associated.IsEmpty ? 0 : 0x40) | (((tagLength - 2) / 2) << 3) | (LengthOfLength - 1));
        nonce.CopyTo(tag.Slice(1));
        BinaryPrimitives.WriteUInt16BigEndian(tag.Slice(14), (ushort)text.Length);
        tag[13] = (byte)(text.Length >> 16);
        _cipher.Encrypt(tag);
        if (!associated.IsEmpty)
        {
            // The associated data of a record is short; its length stands in two bytes before it.
            Span<byte> first = stackalloc byte[2 * AesBlocks.BlockLength];
            first.Clear();
            BinaryPrimitives.WriteUInt16BigEndian(first, (ushort)associated.Length);
            associated.CopyTo(first.Slice(2));
            Chain(first.Slice(0, (associated.Length + 2 + 15) / 16 * 16), tag);
        }

        Chain(text, tag);
    }

    private void Chain(ReadOnlySpan<byte> text, Span<byte> tag)
    {
        for (int start = 0; start < text.Length; start += AesBlocks.BlockLength)
        {
            for (int index = 0; index < AesBlocks.BlockLength && start + index < text.Length; index++)
            {
                tag[index] ^= text[start + index];
            }

            _cipher.Encrypt(tag);
        }
    }

    // With a nonce of 12 bytes three are left for the length.
    private const int LengthOfLength = 3;
}
