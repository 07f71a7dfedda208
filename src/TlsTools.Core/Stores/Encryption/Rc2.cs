using System;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TlsTools.Stores.Encryption;

/// <summary>Undoes RC2 in CBC mode, with which PKCS#12 files of Windows and old tools hide their certificates. OpenSSL 3 no longer has it.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc2268">RFC 2268</seealso>
internal static class Rc2
{
    public static byte[] DecryptCbc(ReadOnlySpan<byte> key, int effectiveBits, ReadOnlySpan<byte> vector, ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty || content.Length % BlockLength != 0 || vector.Length != BlockLength)
        {
            throw new CryptographicException("The content is no whole number of blocks.");
        }

        ushort[] expanded = ExpandKey(key, effectiveBits);
        byte[] plain = new byte[content.Length];
        ReadOnlySpan<byte> previous = vector;
        for (int offset = 0; offset < content.Length; offset += BlockLength)
        {
            ReadOnlySpan<byte> block = content.Slice(offset, BlockLength);
            Span<byte> target = plain.AsSpan(offset, BlockLength);
            DecryptBlock(expanded, block, target);
            for (int index = 0; index < BlockLength; index++)
            {
                target[index] ^= previous[index];
            }

            previous = block;
        }

        Array.Clear(expanded, 0, expanded.Length);
        return Unpad(plain);
    }

    /// <summary>One block without chaining and padding.</summary>
    public static byte[] DecryptBlock(ReadOnlySpan<byte> key, int effectiveBits, ReadOnlySpan<byte> block)
    {
        byte[] plain = new byte[BlockLength];
        DecryptBlock(ExpandKey(key, effectiveBits), block, plain);
        return plain;
    }

    /// <summary>RFC 2268, 2.</summary>
    private static ushort[] ExpandKey(ReadOnlySpan<byte> key, int effectiveBits)
    {
        byte[] expanded = new byte[128];
        key.CopyTo(expanded);
        for (int index = key.Length; index < 128; index++)
        {
            expanded[index] = s_piTable[(expanded[index - 1] + expanded[index - key.Length]) & 0xff];
        }

        int effectiveBytes = (effectiveBits + 7) / 8;
        int mask = 0xff >> ((8 * effectiveBytes) - effectiveBits);
        expanded[128 - effectiveBytes] = s_piTable[expanded[128 - effectiveBytes] & mask];
        for (int index = 127 - effectiveBytes; index >= 0; index--)
        {
            expanded[index] = s_piTable[expanded[index + 1] ^ expanded[index + effectiveBytes]];
        }

        ushort[] words = new ushort[64];
        for (int index = 0; index < words.Length; index++)
        {
            words[index] = BinaryPrimitives.ReadUInt16LittleEndian(expanded.AsSpan(index * 2));
        }

        Array.Clear(expanded, 0, expanded.Length);
        return words;
    }

    /// <summary>RFC 2268, 4: five mixing rounds, a mashing round, six, a mashing round, five; all backwards.</summary>
    private static void DecryptBlock(ushort[] key, ReadOnlySpan<byte> block, Span<byte> target)
    {
        Span<ushort> words = stackalloc ushort[4];
        for (int index = 0; index < 4; index++)
        {
            words[index] = BinaryPrimitives.ReadUInt16LittleEndian(block.Slice(index * 2));
        }

        for (int round = 15; round >= 0; round--)
        {
            for (int index = 3; index >= 0; index--)
            {
                int shift = s_shifts[index];
                int turned = (words[index] >> shift) | (words[index] << (16 - shift));
                int other = words[(index + 3) & 3];
                words[index] = (ushort)(turned - key[(round * 4) + index] - (other & words[(index + 2) & 3]) - (~other & words[(index + 1) & 3]));
            }

            if (round is 11 or 5)
            {
                for (int index = 3; index >= 0; index--)
                {
                    words[index] = (ushort)(words[index] - key[words[(index + 3) & 3] & 63]);
                }
            }
        }

        for (int index = 0; index < 4; index++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(target.Slice(index * 2), words[index]);
        }
    }

    private static byte[] Unpad(byte[] plain)
    {
        int padding = plain[plain.Length - 1];
        bool isValid = padding is > 0 and <= BlockLength;
        for (int index = 1; isValid && index <= padding; index++)
        {
            isValid = plain[plain.Length - index] == padding;
        }

        byte[] content = isValid ? plain.AsSpan(0, plain.Length - padding).ToArray() : [];
        Array.Clear(plain, 0, plain.Length);
        return isValid ? content : throw new CryptographicException("The padding is not valid.");
    }

    private const int BlockLength = 8;

    private static readonly int[] s_shifts = [1, 2, 3, 5];

    private static readonly byte[] s_piTable =
    [
        0xd9, 0x78, 0xf9, 0xc4, 0x19, 0xdd, 0xb5, 0xed, 0x28, 0xe9, 0xfd, 0x79, 0x4a, 0xa0, 0xd8, 0x9d,
        0xc6, 0x7e, 0x37, 0x83, 0x2b, 0x76, 0x53, 0x8e, 0x62, 0x4c, 0x64, 0x88, 0x44, 0x8b, 0xfb, 0xa2,
        0x17, 0x9a, 0x59, 0xf5, 0x87, 0xb3, 0x4f, 0x13, 0x61, 0x45, 0x6d, 0x8d, 0x09, 0x81, 0x7d, 0x32,
        0xbd, 0x8f, 0x40, 0xeb, 0x86, 0xb7, 0x7b, 0x0b, 0xf0, 0x95, 0x21, 0x22, 0x5c, 0x6b, 0x4e, 0x82,
        0x54, 0xd6, 0x65, 0x93, 0xce, 0x60, 0xb2, 0x1c, 0x73, 0x56, 0xc0, 0x14, 0xa7, 0x8c, 0xf1, 0xdc,
        0x12, 0x75, 0xca, 0x1f, 0x3b, 0xbe, 0xe4, 0xd1, 0x42, 0x3d, 0xd4, 0x30, 0xa3, 0x3c, 0xb6, 0x26,
        0x6f, 0xbf, 0x0e, 0xda, 0x46, 0x69, 0x07, 0x57, 0x27, 0xf2, 0x1d, 0x9b, 0xbc, 0x94, 0x43, 0x03,
        0xf8, 0x11, 0xc7, 0xf6, 0x90, 0xef, 0x3e, 0xe7, 0x06, 0xc3, 0xd5, 0x2f, 0xc8, 0x66, 0x1e, 0xd7,
        0x08, 0xe8, 0xea, 0xde, 0x80, 0x52, 0xee, 0xf7, 0x84, 0xaa, 0x72, 0xac, 0x35, 0x4d, 0x6a, 0x2a,
        0x96, 0x1a, 0xd2, 0x71, 0x5a, 0x15, 0x49, 0x74, 0x4b, 0x9f, 0xd0, 0x5e, 0x04, 0x18, 0xa4, 0xec,
        0xc2, 0xe0, 0x41, 0x6e, 0x0f, 0x51, 0xcb, 0xcc, 0x24, 0x91, 0xaf, 0x50, 0xa1, 0xf4, 0x70, 0x39,
        0x99, 0x7c, 0x3a, 0x85, 0x23, 0xb8, 0xb4, 0x7a, 0xfc, 0x02, 0x36, 0x5b, 0x25, 0x55, 0x97, 0x31,
        0x2d, 0x5d, 0xfa, 0x98, 0xe3, 0x8a, 0x92, 0xae, 0x05, 0xdf, 0x29, 0x10, 0x67, 0x6c, 0xba, 0xc9,
        0xd3, 0x00, 0xe6, 0xcf, 0xe1, 0x9e, 0xa8, 0x2c, 0x63, 0x16, 0x01, 0x3f, 0x58, 0xe2, 0x89, 0xa9,
        0x0d, 0x38, 0x34, 0x1b, 0xab, 0x33, 0xff, 0xb0, 0xbb, 0x48, 0x0c, 0x5f, 0xb9, 0xb1, 0xcd, 0x2e,
        0xc5, 0xf3, 0xdb, 0x47, 0xe5, 0xa5, 0x9c, 0x77, 0x0a, 0xa6, 0x20, 0x68, 0xfe, 0x7f, 0xc1, 0xad,
    ];
}
