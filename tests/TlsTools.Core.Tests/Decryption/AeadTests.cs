using System;
using System.Security.Cryptography;
using TlsTools.Decryption.Ciphers;
using Xunit;

namespace TlsTools.Tests.Decryption;

/// <summary>Our own ciphers with a tag against those of the platform, which must agree on every length.</summary>
public sealed class AeadTests
{
    public static TheoryData<int, int> Ciphers() => new()
    {
        { (int)BulkCipher.AesGcm, 16 },
        { (int)BulkCipher.AesGcm, 32 },
        { (int)BulkCipher.AesCcm, 16 },
        { (int)BulkCipher.AesCcm, 32 },
        { (int)BulkCipher.AesCcm8, 16 },
        { (int)BulkCipher.ChaCha20Poly1305, 32 },
    };

    [Theory]
    [MemberData(nameof(Ciphers))]
    public void Opens_what_the_platform_sealed(int cipher, int keyLength)
    {
        BulkCipher kind = (BulkCipher)cipher;
        Random random = new(20250101);
        for (int length = 0; length < 9000; length += length < 70 ? 1 : 397)
        {
            byte[] key = Bytes(random, keyLength);
            byte[] nonce = Bytes(random, 12);
            byte[] associated = Bytes(random, length % 14);
            byte[] plaintext = Bytes(random, length);
            byte[] sealedText = Seal(kind, key, nonce, plaintext, associated);
            byte[] opened = new byte[length];

            using IAead managed = Aead.CreateManaged(kind, (byte[])key.Clone());
            Assert.True(managed.TryOpen(nonce, sealedText, associated, opened));
            Assert.Equal(plaintext, opened);
            using IAead chosen = Aead.Create(kind, (byte[])key.Clone());
            Assert.True(chosen.TryOpen(nonce, sealedText, associated, opened));
            Assert.Equal(plaintext, opened);

            sealedText[random.Next(sealedText.Length)] ^= 0x10;
            Assert.False(managed.TryOpen(nonce, sealedText, associated, opened));
            Assert.All(opened, value => Assert.Equal(0, value));
            Assert.False(chosen.TryOpen(nonce, sealedText, associated, opened));
            Assert.All(opened, value => Assert.Equal(0, value));
        }
    }

    // RFC 6229, 2: the first bytes of the key stream.
    [Theory]
    [InlineData("0102030405", "b2396305f03dc027ccc3524a0a1118a8")]
    [InlineData("0102030405060708090a0b0c0d0e0f10", "9ac7cc9a609d1ef7b2932899cde41b97")]
    public void Rc4_has_the_key_stream_of_RFC_6229(string key, string stream)
    {
        byte[] output = new byte[16];
        using Rc4 cipher = new(Convert.FromHexString(key));
        cipher.Transform(new byte[7], output);
        cipher.Transform(new byte[9], output.AsSpan(7));
        Assert.Equal(stream, Convert.ToHexStringLower(output));
    }

    private static byte[] Seal(BulkCipher kind, byte[] key, byte[] nonce, byte[] plaintext, byte[] associated)
    {
        byte[] ciphertext = new byte[plaintext.Length];
        byte[] tag = new byte[Aead.TagLengthOf(kind)];
        switch (kind)
        {
            case BulkCipher.AesGcm:
                using (AesGcm gcm = new(key, tag.Length))
                {
                    gcm.Encrypt(nonce, plaintext, ciphertext, tag, associated);
                }

                break;
            case BulkCipher.ChaCha20Poly1305:
                using (ChaCha20Poly1305 chaCha = new(key))
                {
                    chaCha.Encrypt(nonce, plaintext, ciphertext, tag, associated);
                }

                break;
            default:
                using (AesCcm ccm = new(key))
                {
                    ccm.Encrypt(nonce, plaintext, ciphertext, tag, associated);
                }

                break;
        }

        return [.. ciphertext, .. tag];
    }

    private static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
