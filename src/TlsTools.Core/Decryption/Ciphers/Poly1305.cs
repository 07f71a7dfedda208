using System;
using System.Buffers.Binary;

namespace TlsTools.Decryption.Ciphers;

/// <summary>The authenticator Poly1305, for platforms without it; 26 bits a limb, so that no product overflows.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8439#section-2.5">RFC 8439, 2.5</seealso>
internal ref struct Poly1305
{
    private readonly uint _r0, _r1, _r2, _r3, _r4;
    private readonly ReadOnlySpan<byte> _pad;
    private uint _h0, _h1, _h2, _h3, _h4;

    /// <summary>Begins with a one-time key of 32 bytes.</summary>
    public Poly1305(ReadOnlySpan<byte> key)
    {
        _r0 = Read(key) & 0x3ffffff;
        _r1 = (Read(key.Slice(3)) >> 2) & 0x3ffff03;
        _r2 = (Read(key.Slice(6)) >> 4) & 0x3ffc0ff;
        _r3 = (Read(key.Slice(9)) >> 6) & 0x3f03fff;
        _r4 = (Read(key.Slice(12)) >> 8) & 0x00fffff;
        _pad = key.Slice(16, 16);
        _h0 = _h1 = _h2 = _h3 = _h4 = 0;
    }

    /// <summary>Takes bytes, filled up with zeros to whole blocks as RFC 8439, 2.8 wants it.</summary>
    public void AppendPadded(scoped ReadOnlySpan<byte> bytes)
    {
        Span<byte> last = stackalloc byte[BlockLength];
        for (; bytes.Length >= BlockLength; bytes = bytes.Slice(BlockLength))
        {
            Block(bytes);
        }

        if (!bytes.IsEmpty)
        {
            last.Clear();
            bytes.CopyTo(last);
            Block(last);
        }
    }

    /// <summary>Takes a whole block.</summary>
    public void Block(scoped ReadOnlySpan<byte> block)
    {
        _h0 += Read(block) & 0x3ffffff;
        _h1 += (Read(block.Slice(3)) >> 2) & 0x3ffffff;
        _h2 += (Read(block.Slice(6)) >> 4) & 0x3ffffff;
        _h3 += (Read(block.Slice(9)) >> 6) & 0x3ffffff;
        _h4 += (Read(block.Slice(12)) >> 8) | (1 << 24);
        ulong s1 = _r1 * 5UL;
        ulong s2 = _r2 * 5UL;
        ulong s3 = _r3 * 5UL;
        ulong s4 = _r4 * 5UL;
        ulong d0 = ((ulong)_h0 * _r0) + (_h1 * s4) + (_h2 * s3) + (_h3 * s2) + (_h4 * s1);
        ulong d1 = ((ulong)_h0 * _r1) + ((ulong)_h1 * _r0) + (_h2 * s4) + (_h3 * s3) + (_h4 * s2);
        ulong d2 = ((ulong)_h0 * _r2) + ((ulong)_h1 * _r1) + ((ulong)_h2 * _r0) + (_h3 * s4) + (_h4 * s3);
        ulong d3 = ((ulong)_h0 * _r3) + ((ulong)_h1 * _r2) + ((ulong)_h2 * _r1) + ((ulong)_h3 * _r0) + (_h4 * s4);
        ulong d4 = ((ulong)_h0 * _r4) + ((ulong)_h1 * _r3) + ((ulong)_h2 * _r2) + ((ulong)_h3 * _r1) + ((ulong)_h4 * _r0);
        d1 += d0 >> 26;
        d2 += d1 >> 26;
        d3 += d2 >> 26;
        d4 += d3 >> 26;
        _h0 = ((uint)d0 & 0x3ffffff) + ((uint)(d4 >> 26) * 5);
        _h1 = ((uint)d1 & 0x3ffffff) + (_h0 >> 26);
        _h0 &= 0x3ffffff;
        _h2 = (uint)d2 & 0x3ffffff;
        _h3 = (uint)d3 & 0x3ffffff;
        _h4 = (uint)d4 & 0x3ffffff;
    }

    /// <summary>Writes the tag of 16 bytes.</summary>
    public void Finish(Span<byte> tag)
    {
        Carry();
        Fold();
        Carry();
        Fold();

        // h + 5 has bit 130 exactly when h is not less than 2^130 - 5, which is then taken off.
        uint carry = (_h0 + 5) >> 26;
        carry = (_h1 + carry) >> 26;
        carry = (_h2 + carry) >> 26;
        carry = (_h3 + carry) >> 26;
        carry = (_h4 + carry) >> 26;
        _h0 += carry * 5;
        Carry();
        _h4 &= 0x3ffffff;

        ulong sum = 0;
        ReadOnlySpan<uint> words = [_h0 | (_h1 << 26), (_h1 >> 6) | (_h2 << 20), (_h2 >> 12) | (_h3 << 14), (_h3 >> 18) | (_h4 << 8)];
        for (int index = 0; index < 4; index++)
        {
            sum += (ulong)words[index] + Read(_pad.Slice(4 * index));
            BinaryPrimitives.WriteUInt32LittleEndian(tag.Slice(4 * index), (uint)sum);
            sum >>= 32;
        }
    }

    // What is above 2^130 comes back times five.
    private void Fold()
    {
        _h0 += (_h4 >> 26) * 5;
        _h4 &= 0x3ffffff;
    }

    private void Carry()
    {
        _h1 += _h0 >> 26;
        _h0 &= 0x3ffffff;
        _h2 += _h1 >> 26;
        _h1 &= 0x3ffffff;
        _h3 += _h2 >> 26;
        _h2 &= 0x3ffffff;
        _h4 += _h3 >> 26;
        _h3 &= 0x3ffffff;
    }

    private static uint Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private const int BlockLength = 16;
}
