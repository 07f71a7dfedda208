using System;
using System.Buffers.Binary;

namespace TlsTools.Decryption.Ciphers;

/// <summary>AES-GCM made of AES blocks, for platforms without it: Windows PowerShell.</summary>
/// <seealso href="https://doi.org/10.6028/NIST.SP.800-38D">NIST SP 800-38D</seealso>
internal sealed class ManagedGcm : IAead
{
    private readonly AesBlocks _cipher;
    private readonly ulong[] _high = new ulong[16];
    private readonly ulong[] _low = new ulong[16];

    public ManagedGcm(byte[] key)
    {
        _cipher = new AesBlocks(key);
        Span<byte> hash = stackalloc byte[AesBlocks.BlockLength];
        hash.Clear();
        _cipher.Encrypt(hash);
        FillTables(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash.Slice(8)));
        hash.Clear();
    }

    public bool TryOpen(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> associated, Span<byte> plaintext)
    {
        ReadOnlySpan<byte> ciphertext = sealedText.Slice(0, sealedText.Length - Aead.TagLength);
        Span<byte> tag = stackalloc byte[AesBlocks.BlockLength];
        Authenticate(nonce, ciphertext, associated, tag);
        if (!tag.SequenceEqual(sealedText.Slice(ciphertext.Length)))
        {
            plaintext.Clear();
            return false;
        }

        Transform(nonce, ciphertext, plaintext);
        return true;
    }

    public void Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associated, Span<byte> sealedText)
    {
        Transform(nonce, plaintext, sealedText);
        Authenticate(nonce, sealedText.Slice(0, plaintext.Length), associated, sealedText.Slice(plaintext.Length, Aead.TagLength));
    }

    public void Dispose()
    {
        _cipher.Dispose();
        Array.Clear(_high, 0, _high.Length);
        Array.Clear(_low, 0, _low.Length);
    }

    private void Transform(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> block = stackalloc byte[AesBlocks.BlockLength];
        nonce.CopyTo(block);
        BinaryPrimitives.WriteUInt32BigEndian(block.Slice(12), 2);
        CounterMode.Transform(_cipher, block, input, output);
    }

    private void Authenticate(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> associated, Span<byte> tag)
    {
        (ulong High, ulong Low) hash = (0, 0);
        Absorb(ref hash, associated);
        Absorb(ref hash, ciphertext);
        hash = Multiply(hash.High ^ ((ulong)associated.Length * 8), hash.Low ^ ((ulong)ciphertext.Length * 8));

        Span<byte> block = stackalloc byte[AesBlocks.BlockLength];
        nonce.CopyTo(block);
        BinaryPrimitives.WriteUInt32BigEndian(block.Slice(12), 1);
        block.CopyTo(tag);
        _cipher.Encrypt(tag);
        BinaryPrimitives.WriteUInt64BigEndian(tag, BinaryPrimitives.ReadUInt64BigEndian(tag) ^ hash.High);
        BinaryPrimitives.WriteUInt64BigEndian(tag.Slice(8), BinaryPrimitives.ReadUInt64BigEndian(tag.Slice(8)) ^ hash.Low);
    }

    // Products of the hash key with all values of four bits, after Shoup. The bits of the field are in reverse order.
    private void FillTables(ulong high, ulong low)
    {
        for (int bit = 8; bit > 0; bit >>= 1)
        {
            _high[bit] = high;
            _low[bit] = low;
            ulong carry = (low & 1) * Polynomial;
            low = (low >> 1) | (high << 63);
            high = (high >> 1) ^ carry;
        }

        for (int bit = 2; bit < 16; bit <<= 1)
        {
            for (int rest = 1; rest < bit; rest++)
            {
                _high[bit + rest] = _high[bit] ^ _high[rest];
                _low[bit + rest] = _low[bit] ^ _low[rest];
            }
        }
    }

    private void Absorb(ref (ulong High, ulong Low) hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> block = stackalloc byte[AesBlocks.BlockLength];
        for (; !bytes.IsEmpty; bytes = bytes.Slice(Math.Min(block.Length, bytes.Length)))
        {
            block.Clear();
            bytes.Slice(0, Math.Min(block.Length, bytes.Length)).CopyTo(block);
            hash = Multiply(hash.High ^ BinaryPrimitives.ReadUInt64BigEndian(block), hash.Low ^ BinaryPrimitives.ReadUInt64BigEndian(block.Slice(8)));
        }
    }

    private (ulong High, ulong Low) Multiply(ulong high, ulong low)
    {
        ulong productHigh = 0;
        ulong productLow = 0;
        for (int nibble = 0; nibble < 32; nibble++)
        {
            if (nibble > 0)
            {
                ulong dropped = productLow & 15;
                productLow = (productLow >> 4) | (productHigh << 60);
                productHigh = (productHigh >> 4) ^ s_reductions[dropped];
            }

            int value = (int)((nibble < 16 ? low >> (4 * nibble) : high >> (4 * (nibble - 16))) & 15);
            productHigh ^= _high[value];
            productLow ^= _low[value];
        }

        return (productHigh, productLow);
    }

    private static ulong[] Reductions()
    {
        ulong[] table = new ulong[16];
        for (int value = 0; value < 16; value++)
        {
            ulong high = 0;
            int rest = value;
            for (int step = 0; step < 4; step++)
            {
                high = (high >> 1) ^ ((ulong)(rest & 1) * Polynomial);
                rest >>= 1;
            }

            table[value] = high;
        }

        return table;
    }

    // x^128 + x^7 + x^2 + x + 1.
    private const ulong Polynomial = 0xe100_0000_0000_0000;

    private static readonly ulong[] s_reductions = Reductions();
}
