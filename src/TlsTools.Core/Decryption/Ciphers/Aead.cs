using System;

namespace TlsTools.Decryption.Ciphers;

/// <summary>Makes ciphers with a tag: the platform's where it has them, otherwise our own.</summary>
internal static class Aead
{
    /// <summary>Makes a cipher.</summary>
    /// <param name="kind">A kind with a tag.</param>
    /// <param name="key">The key; the cipher takes it over.</param>
    public static IAead Create(BulkCipher kind, byte[] key) => PlatformAead.TryCreate(kind, key) ?? CreateManaged(kind, key);

    /// <summary>Makes a cipher that asks nothing of the platform but AES.</summary>
    public static IAead CreateManaged(BulkCipher kind, byte[] key) => kind switch
    {
        BulkCipher.AesGcm => new ManagedGcm(key),
        BulkCipher.AesCcm or BulkCipher.AesCcm8 => new ManagedCcm(key, TagLengthOf(kind)),
        BulkCipher.ChaCha20Poly1305 => new ManagedChaCha20Poly1305(key),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Bytes of the tag.</summary>
    public static int TagLengthOf(BulkCipher kind) => kind == BulkCipher.AesCcm8 ? 8 : TagLength;

    /// <summary>Bytes of the usual tag.</summary>
    public const int TagLength = 16;

    /// <summary>Bytes of the nonce.</summary>
    public const int NonceLength = 12;
}
