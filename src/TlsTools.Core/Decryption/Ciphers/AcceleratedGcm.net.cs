using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using AesInstructions = System.Runtime.Intrinsics.X86.Aes;

namespace TlsTools.Decryption.Ciphers;

/// <summary>
/// AES-GCM by the processor's own instructions. A connection has four keys and some ten short records, for which the way into the
/// platform's library costs ten times what the work itself does; for long records that library is faster, and is used.
/// </summary>
/// <seealso href="https://doi.org/10.6028/NIST.SP.800-38D">NIST SP 800-38D</seealso>
internal sealed class AcceleratedGcm : IAead
{
    private readonly Vector128<byte>[] _rounds;
    private readonly Vector128<ulong> _hashKey;
    private readonly byte[] _key;
    private Vector128<ulong> _square;
    private Vector128<ulong> _cube;
    private Vector128<ulong> _fourth;
    private AesGcm? _platform;

    /// <param name="key">16 or 32 bytes, which are taken over.</param>
    public AcceleratedGcm(byte[] key)
    {
        _key = key;
        _rounds = key.Length == 16 ? Expand128(key) : Expand256(key);
        _hashKey = Swap(Encrypt(Vector128<byte>.Zero)).AsUInt64();
    }

    /// <summary>Whether the processor has what it takes.</summary>
    public static bool IsSupported => AesInstructions.IsSupported && Pclmulqdq.IsSupported && Ssse3.IsSupported;

    public bool TryOpen(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> associated, Span<byte> plaintext)
    {
        ReadOnlySpan<byte> ciphertext = sealedText[..^Aead.TagLength];
        if (ciphertext.Length > LongRecord)
        {
            return OpenByPlatform(nonce, sealedText, associated, plaintext);
        }

        Span<byte> counter = stackalloc byte[BlockLength];
        nonce.CopyTo(counter);
        BinaryPrimitives.WriteUInt32BigEndian(counter[12..], 1);
        Vector128<ulong> hash = Absorb(Absorb(Vector128<ulong>.Zero, associated), ciphertext);
        hash = Multiply(_hashKey, hash ^ Vector128.Create((ulong)ciphertext.Length * 8, (ulong)associated.Length * 8));
        Vector128<byte> tag = Swap(hash.AsByte()) ^ Encrypt(Vector128.Create((ReadOnlySpan<byte>)counter));
        if (tag != Vector128.Create(sealedText[ciphertext.Length..]))
        {
            plaintext.Clear();
            return false;
        }

        Transform(counter, ciphertext, plaintext);
        return true;
    }

    // Nothing is sealed in numbers.
    public void Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associated, Span<byte> sealedText)
    {
        _platform ??= new AesGcm(_key, Aead.TagLength);
        _platform.Encrypt(nonce, plaintext, sealedText[..plaintext.Length], sealedText.Slice(plaintext.Length, Aead.TagLength), associated);
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_key);
        Array.Clear(_rounds);
        _square = _cube = _fourth = default;
        _platform?.Dispose();
    }

    private bool OpenByPlatform(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> associated, Span<byte> plaintext)
    {
        _platform ??= new AesGcm(_key, Aead.TagLength);
        try
        {
            _platform.Decrypt(nonce, sealedText[..^Aead.TagLength], sealedText[^Aead.TagLength..], plaintext, associated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            plaintext.Clear();
            return false;
        }
    }

    private void Transform(Span<byte> counter, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> last = stackalloc byte[BlockLength];
        uint number = 2;
        for (; input.Length >= 4 * BlockLength; number += 4)
        {
            TransformFour(counter, number, input, output);
            input = input[(4 * BlockLength)..];
            output = output[(4 * BlockLength)..];
        }

        for (; !input.IsEmpty; number++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(counter[12..], number);
            Vector128<byte> stream = Encrypt(Vector128.Create((ReadOnlySpan<byte>)counter));
            if (input.Length < BlockLength)
            {
                last.Clear();
                input.CopyTo(last);
                (Vector128.Create((ReadOnlySpan<byte>)last) ^ stream).CopyTo(last);
                last[..input.Length].CopyTo(output);
                last.Clear();
                return;
            }

            (Vector128.Create(input) ^ stream).CopyTo(output);
            input = input[BlockLength..];
            output = output[BlockLength..];
        }
    }

    // The processor works on four blocks in the time of one.
    private void TransformFour(Span<byte> counter, uint number, ReadOnlySpan<byte> input, Span<byte> output)
    {
        ReadOnlySpan<Vector128<byte>> rounds = _rounds;
        Vector128<uint> start = Vector128.Create((ReadOnlySpan<byte>)counter).AsUInt32();
        Vector128<byte> first = WithNumber(start, number) ^ rounds[0];
        Vector128<byte> second = WithNumber(start, number + 1) ^ rounds[0];
        Vector128<byte> third = WithNumber(start, number + 2) ^ rounds[0];
        Vector128<byte> fourth = WithNumber(start, number + 3) ^ rounds[0];
        for (int round = 1; round < rounds.Length - 1; round++)
        {
            Vector128<byte> key = rounds[round];
            first = AesInstructions.Encrypt(first, key);
            second = AesInstructions.Encrypt(second, key);
            third = AesInstructions.Encrypt(third, key);
            fourth = AesInstructions.Encrypt(fourth, key);
        }

        Vector128<byte> last = rounds[^1];
        (AesInstructions.EncryptLast(first, last) ^ Vector128.Create(input)).CopyTo(output);
        (AesInstructions.EncryptLast(second, last) ^ Vector128.Create(input[BlockLength..])).CopyTo(output[BlockLength..]);
        (AesInstructions.EncryptLast(third, last) ^ Vector128.Create(input[(2 * BlockLength)..])).CopyTo(output[(2 * BlockLength)..]);
        (AesInstructions.EncryptLast(fourth, last) ^ Vector128.Create(input[(3 * BlockLength)..])).CopyTo(output[(3 * BlockLength)..]);
    }

    private static Vector128<byte> WithNumber(Vector128<uint> counter, uint number) =>
        counter.WithElement(3, BinaryPrimitives.ReverseEndianness(number)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<byte> Encrypt(Vector128<byte> block)
    {
        ReadOnlySpan<Vector128<byte>> rounds = _rounds;
        block ^= rounds[0];
        for (int round = 1; round < rounds.Length - 1; round++)
        {
            block = AesInstructions.Encrypt(block, rounds[round]);
        }

        return AesInstructions.EncryptLast(block, rounds[^1]);
    }

    private Vector128<ulong> Absorb(Vector128<ulong> hash, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= LongText)
        {
            PreparePowers();
            for (; bytes.Length >= 4 * BlockLength; bytes = bytes[(4 * BlockLength)..])
            {
                hash = AbsorbFour(hash, bytes);
            }
        }

        for (; bytes.Length >= BlockLength; bytes = bytes[BlockLength..])
        {
            hash = Multiply(_hashKey, hash ^ Swap(Vector128.Create(bytes)).AsUInt64());
        }

        if (!bytes.IsEmpty)
        {
            Span<byte> last = stackalloc byte[BlockLength];
            last.Clear();
            bytes.CopyTo(last);
            hash = Multiply(_hashKey, hash ^ Swap(Vector128.Create((ReadOnlySpan<byte>)last)).AsUInt64());
        }

        return hash;
    }

    // The hash of four blocks is one sum of four products, which the processor works on at once, and is reduced once.
    private Vector128<ulong> AbsorbFour(Vector128<ulong> hash, ReadOnlySpan<byte> bytes)
    {
        Vector128<ulong> first = hash ^ Swap(Vector128.Create(bytes)).AsUInt64();
        Vector128<ulong> second = Swap(Vector128.Create(bytes[BlockLength..])).AsUInt64();
        Vector128<ulong> third = Swap(Vector128.Create(bytes[(2 * BlockLength)..])).AsUInt64();
        Vector128<ulong> fourth = Swap(Vector128.Create(bytes[(3 * BlockLength)..])).AsUInt64();
        return Reduce(
            Low(_fourth, first) ^ Low(_cube, second) ^ Low(_square, third) ^ Low(_hashKey, fourth),
            Middle(_fourth, first) ^ Middle(_cube, second) ^ Middle(_square, third) ^ Middle(_hashKey, fourth),
            High(_fourth, first) ^ High(_cube, second) ^ High(_square, third) ^ High(_hashKey, fourth));
    }

    private void PreparePowers()
    {
        if (_square == Vector128<ulong>.Zero)
        {
            _square = Multiply(_hashKey, _hashKey);
            _cube = Multiply(_hashKey, _square);
            _fourth = Multiply(_hashKey, _cube);
        }
    }

    private static Vector128<ulong> Multiply(Vector128<ulong> one, Vector128<ulong> other) => Reduce(Low(one, other), Middle(one, other), High(one, other));

    private static Vector128<ulong> Low(Vector128<ulong> one, Vector128<ulong> other) => Pclmulqdq.CarrylessMultiply(one, other, 0x00);

    private static Vector128<ulong> High(Vector128<ulong> one, Vector128<ulong> other) => Pclmulqdq.CarrylessMultiply(one, other, 0x11);

    private static Vector128<ulong> Middle(Vector128<ulong> one, Vector128<ulong> other) =>
        Pclmulqdq.CarrylessMultiply(one, other, 0x01) ^ Pclmulqdq.CarrylessMultiply(one, other, 0x10);

    // Both factors have their bytes reversed, so that the product is one bit too far to the right: it is shifted, then reduced by
    // x^128 + x^7 + x^2 + x + 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Reduce(Vector128<ulong> low, Vector128<ulong> middle, Vector128<ulong> high)
    {
        Vector128<uint> first = (low ^ Sse2.ShiftLeftLogical128BitLane(middle, 8)).AsUInt32();
        Vector128<uint> second = (high ^ Sse2.ShiftRightLogical128BitLane(middle, 8)).AsUInt32();

        Vector128<uint> carry = first >>> 31;
        second = (second << 1) | Sse2.ShiftLeftLogical128BitLane(second >>> 31, 4) | Sse2.ShiftRightLogical128BitLane(carry, 12);
        first = (first << 1) | Sse2.ShiftLeftLogical128BitLane(carry, 4);

        Vector128<uint> folded = (first << 31) ^ (first << 30) ^ (first << 25);
        first ^= Sse2.ShiftLeftLogical128BitLane(folded, 12);
        return (second ^ first ^ (first >>> 1) ^ (first >>> 2) ^ (first >>> 7) ^ Sse2.ShiftRightLogical128BitLane(folded, 4)).AsUInt64();
    }

    private static Vector128<byte> Swap(Vector128<byte> block) =>
        Ssse3.Shuffle(block, Vector128.Create((byte)15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));

    // FIPS 197, 5.2.
    private static Vector128<byte>[] Expand128(ReadOnlySpan<byte> key)
    {
        Vector128<byte>[] rounds = new Vector128<byte>[11];
        rounds[0] = Vector128.Create(key);
        rounds[1] = Next(rounds[0], AesInstructions.KeygenAssist(rounds[0], 0x01));
        rounds[2] = Next(rounds[1], AesInstructions.KeygenAssist(rounds[1], 0x02));
        rounds[3] = Next(rounds[2], AesInstructions.KeygenAssist(rounds[2], 0x04));
        rounds[4] = Next(rounds[3], AesInstructions.KeygenAssist(rounds[3], 0x08));
        rounds[5] = Next(rounds[4], AesInstructions.KeygenAssist(rounds[4], 0x10));
        rounds[6] = Next(rounds[5], AesInstructions.KeygenAssist(rounds[5], 0x20));
        rounds[7] = Next(rounds[6], AesInstructions.KeygenAssist(rounds[6], 0x40));
        rounds[8] = Next(rounds[7], AesInstructions.KeygenAssist(rounds[7], 0x80));
        rounds[9] = Next(rounds[8], AesInstructions.KeygenAssist(rounds[8], 0x1b));
        rounds[10] = Next(rounds[9], AesInstructions.KeygenAssist(rounds[9], 0x36));
        return rounds;
    }

    private static Vector128<byte>[] Expand256(ReadOnlySpan<byte> key)
    {
        Vector128<byte>[] rounds = new Vector128<byte>[15];
        rounds[0] = Vector128.Create(key);
        rounds[1] = Vector128.Create(key[16..]);
        rounds[2] = Next(rounds[0], AesInstructions.KeygenAssist(rounds[1], 0x01));
        rounds[3] = NextOdd(rounds[1], rounds[2]);
        rounds[4] = Next(rounds[2], AesInstructions.KeygenAssist(rounds[3], 0x02));
        rounds[5] = NextOdd(rounds[3], rounds[4]);
        rounds[6] = Next(rounds[4], AesInstructions.KeygenAssist(rounds[5], 0x04));
        rounds[7] = NextOdd(rounds[5], rounds[6]);
        rounds[8] = Next(rounds[6], AesInstructions.KeygenAssist(rounds[7], 0x08));
        rounds[9] = NextOdd(rounds[7], rounds[8]);
        rounds[10] = Next(rounds[8], AesInstructions.KeygenAssist(rounds[9], 0x10));
        rounds[11] = NextOdd(rounds[9], rounds[10]);
        rounds[12] = Next(rounds[10], AesInstructions.KeygenAssist(rounds[11], 0x20));
        rounds[13] = NextOdd(rounds[11], rounds[12]);
        rounds[14] = Next(rounds[12], AesInstructions.KeygenAssist(rounds[13], 0x40));
        return rounds;
    }

    private static Vector128<byte> Next(Vector128<byte> previous, Vector128<byte> assist) =>
        Spread(previous) ^ Sse2.Shuffle(assist.AsUInt32(), 0xff).AsByte();

    private static Vector128<byte> NextOdd(Vector128<byte> previous, Vector128<byte> between) =>
        Spread(previous) ^ Sse2.Shuffle(AesInstructions.KeygenAssist(between, 0).AsUInt32(), 0xaa).AsByte();

    private static Vector128<byte> Spread(Vector128<byte> words)
    {
        words ^= Sse2.ShiftLeftLogical128BitLane(words, 4);
        return words ^ Sse2.ShiftLeftLogical128BitLane(words, 8);
    }

    private const int BlockLength = 16;

    // From here on the powers of the hash key pay.
    private const int LongText = 8 * BlockLength;

    // From here on the platform's library is faster.
    private const int LongRecord = 4096;
}
