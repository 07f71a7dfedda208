using System;
using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace TlsTools.Decryption.Ciphers;

/// <summary>
/// SHA-256 and SHA-384 over a block of each of two texts at a time, one in each half of the processor's registers. A traffic secret
/// gives two values, a key and a vector, by hashes over so few bytes that the way into the platform's library costs the most.
/// </summary>
/// <seealso href="https://doi.org/10.6028/NIST.FIPS.180-4">FIPS 180-4, 6</seealso>
internal static class PairedHash
{
    /// <summary>The start of SHA-256.</summary>
    public static void Begin(Span<Vector128<uint>> state)
    {
        for (int index = 0; index < StateLength; index++)
        {
            state[index] = Vector128.Create(s_start256[index]);
        }
    }

    /// <summary>The start of SHA-384.</summary>
    public static void Begin(Span<Vector128<ulong>> state)
    {
        for (int index = 0; index < StateLength; index++)
        {
            state[index] = Vector128.Create(s_start384[index]);
        }
    }

    /// <summary>Takes 64 bytes of each text.</summary>
    public static void Absorb(Span<Vector128<uint>> state, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        Span<Vector128<uint>> words = stackalloc Vector128<uint>[ScheduleLength];
        for (int index = 0; index < words.Length; index++)
        {
            words[index] = Vector128.Create(
                BinaryPrimitives.ReadUInt32BigEndian(first[(4 * index)..]), BinaryPrimitives.ReadUInt32BigEndian(second[(4 * index)..]), 0, 0);
        }

        Vector128<uint> a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
        for (int round = 0; round < Rounds256; round++)
        {
            ref Vector128<uint> word = ref words[round % ScheduleLength];
            if (round >= ScheduleLength)
            {
                Vector128<uint> early = words[(round + 1) % ScheduleLength];
                Vector128<uint> late = words[(round + 14) % ScheduleLength];
                word += words[(round + 9) % ScheduleLength]
                    + (Rotate(early, 7) ^ Rotate(early, 18) ^ (early >>> 3))
                    + (Rotate(late, 17) ^ Rotate(late, 19) ^ (late >>> 10));
            }

            Vector128<uint> one = h + (Rotate(e, 6) ^ Rotate(e, 11) ^ Rotate(e, 25)) + (g ^ (e & (f ^ g)))
                + Vector128.Create((uint)(s_constants[round] >> 32)) + word;
            Vector128<uint> two = (Rotate(a, 2) ^ Rotate(a, 13) ^ Rotate(a, 22)) + ((a & b) | (c & (a | b)));
            h = g;
            g = f;
            f = e;
            e = d + one;
            d = c;
            c = b;
            b = a;
            a = one + two;
        }

        words.Clear();
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    /// <summary>Takes 128 bytes of each text.</summary>
    public static void Absorb(Span<Vector128<ulong>> state, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        Span<Vector128<ulong>> words = stackalloc Vector128<ulong>[ScheduleLength];
        for (int index = 0; index < words.Length; index++)
        {
            words[index] = Vector128.Create(BinaryPrimitives.ReadUInt64BigEndian(first[(8 * index)..]), BinaryPrimitives.ReadUInt64BigEndian(second[(8 * index)..]));
        }

        Vector128<ulong> a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
        for (int round = 0; round < s_constants.Length; round++)
        {
            ref Vector128<ulong> word = ref words[round % ScheduleLength];
            if (round >= ScheduleLength)
            {
                Vector128<ulong> early = words[(round + 1) % ScheduleLength];
                Vector128<ulong> late = words[(round + 14) % ScheduleLength];
                word += words[(round + 9) % ScheduleLength]
                    + (Rotate(early, 1) ^ Rotate(early, 8) ^ (early >>> 7))
                    + (Rotate(late, 19) ^ Rotate(late, 61) ^ (late >>> 6));
            }

            Vector128<ulong> one = h + (Rotate(e, 14) ^ Rotate(e, 18) ^ Rotate(e, 41)) + (g ^ (e & (f ^ g)))
                + Vector128.Create(s_constants[round]) + word;
            Vector128<ulong> two = (Rotate(a, 28) ^ Rotate(a, 34) ^ Rotate(a, 39)) + ((a & b) | (c & (a | b)));
            h = g;
            g = f;
            f = e;
            e = d + one;
            d = c;
            c = b;
            b = a;
            a = one + two;
        }

        words.Clear();
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    private static Vector128<uint> Rotate(Vector128<uint> words, int bits) => (words >>> bits) | (words << (32 - bits));

    private static Vector128<ulong> Rotate(Vector128<ulong> words, int bits) => (words >>> bits) | (words << (64 - bits));

    /// <summary>Words of a state.</summary>
    public const int StateLength = 8;

    private const int ScheduleLength = 16;
    private const int Rounds256 = 64;

    // Of the square roots of the first eight primes.
    private static readonly uint[] s_start256 =
    [
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
    ];

    // Of the square roots of the next eight.
    private static readonly ulong[] s_start384 =
    [
        0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939,
        0x67332667ffc00b31, 0x8eb44a8768581511, 0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4,
    ];

    // Of the cube roots of the first 80 primes; SHA-256 takes the upper halves of the first 64.
    private static readonly ulong[] s_constants =
    [
        0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc,
        0x3956c25bf348b538, 0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118,
        0xd807aa98a3030242, 0x12835b0145706fbe, 0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2,
        0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235, 0xc19bf174cf692694,
        0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
        0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5,
        0x983e5152ee66dfab, 0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4,
        0xc6e00bf33da88fc2, 0xd5a79147930aa725, 0x06ca6351e003826f, 0x142929670a0e6e70,
        0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed, 0x53380d139d95b3df,
        0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
        0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30,
        0xd192e819d6ef5218, 0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8,
        0x19a4c116b8d2d0c8, 0x1e376c085141ab53, 0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8,
        0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373, 0x682e6ff3d6b2b8a3,
        0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
        0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b,
        0xca273eceea26619c, 0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178,
        0x06f067aa72176fba, 0x0a637dc5a2c898a6, 0x113f9804bef90dae, 0x1b710b35131c471b,
        0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc, 0x431d67c49c100d4c,
        0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817,
    ];
}
