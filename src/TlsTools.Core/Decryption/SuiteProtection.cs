using System;
using System.Security.Cryptography;
using TlsTools.Decryption.Ciphers;
using TlsTools.Tls;

namespace TlsTools.Decryption;

/// <summary>What a cipher suite says of the protection of records; read from its registered name.</summary>
internal readonly record struct SuiteProtection
{
    private static readonly (string Text, BulkCipher Cipher, int KeyLength)[] s_ciphers =
    [
        ("AES_128_GCM", BulkCipher.AesGcm, 16),
        ("AES_256_GCM", BulkCipher.AesGcm, 32),
        ("AES_128_CBC", BulkCipher.AesCbc, 16),
        ("AES_256_CBC", BulkCipher.AesCbc, 32),
        ("CHACHA20_POLY1305_SHA256", BulkCipher.ChaCha20Poly1305, 32),
        ("AES_128_CCM_8", BulkCipher.AesCcm8, 16),
        ("AES_256_CCM_8", BulkCipher.AesCcm8, 32),
        ("AES_128_CCM", BulkCipher.AesCcm, 16),
        ("AES_256_CCM", BulkCipher.AesCcm, 32),
        ("3DES_EDE_CBC", BulkCipher.TripleDesCbc, 24),
        ("RC4_128", BulkCipher.Rc4, 16),
        ("DES_CBC", BulkCipher.DesCbc, 8),
        ("NULL_MD5", BulkCipher.None, 0),
        ("NULL_SHA", BulkCipher.None, 0),
    ];

    private static readonly (string Text, HashAlgorithmName Hash)[] s_hashes =
    [
        ("_SHA384", HashAlgorithmName.SHA384),
        ("_SHA256", HashAlgorithmName.SHA256),
        ("_SHA", HashAlgorithmName.SHA1),
        ("_MD5", HashAlgorithmName.MD5),
    ];

    /// <summary>The cipher; <see cref="BulkCipher.Unknown"/> where it cannot be opened here.</summary>
    public BulkCipher Cipher { get; private init; }

    /// <summary>Bytes of its key.</summary>
    public int KeyLength { get; private init; }

    /// <summary>The hash that the name ends with: of the MAC, or of the key schedule where the cipher has a tag.</summary>
    public HashAlgorithmName Hash { get; private init; }

    /// <summary>Whether the cipher protects integrity itself.</summary>
    public bool HasTag => Cipher >= BulkCipher.AesGcm;

    /// <summary>Bytes of a block of the cipher; zero where it has none.</summary>
    public int BlockLength => Cipher switch
    {
        BulkCipher.AesCbc => 16,
        BulkCipher.TripleDesCbc or BulkCipher.DesCbc => 8,
        _ => 0,
    };

    /// <summary>Bytes of the vector that the key block holds for a cipher with a tag.</summary>
    public int FixedVectorLength => Cipher == BulkCipher.ChaCha20Poly1305 ? Aead.NonceLength : HasTag ? 4 : 0;

    /// <summary>The hash of the key schedule: what the name ends with if that is long enough, otherwise SHA-256 (RFC 5246, 5).</summary>
    public HashAlgorithmName KeyHash => Hash == HashAlgorithmName.SHA384 ? Hash : HashAlgorithmName.SHA256;

    /// <summary>Reads the name of a suite.</summary>
    public static SuiteProtection Of(CipherSuite suite)
    {
        string name = suite.Name ?? "";
        int with = name.IndexOf(With, StringComparison.Ordinal);
        string protection = with >= 0 ? name.Substring(with + With.Length)
            : suite.KeyExchange == KeyExchange.KeyShare ? name.Substring(name.IndexOf('_') + 1)
            : "";

        // Suites for export make their keys in other ways; the first drafts of ChaCha20 have another nonce.
        bool isOther = name.Contains("EXPORT") || protection.EndsWith("_OLD", StringComparison.Ordinal);
        foreach ((string text, BulkCipher cipher, int keyLength) in s_ciphers)
        {
            if (!isOther && protection.StartsWith(text, StringComparison.Ordinal))
            {
                return new SuiteProtection { Cipher = cipher, KeyLength = keyLength, Hash = HashOf(protection) };
            }
        }

        return default;
    }

    private static HashAlgorithmName HashOf(string protection)
    {
        foreach ((string text, HashAlgorithmName hash) in s_hashes)
        {
            if (protection.EndsWith(text, StringComparison.Ordinal))
            {
                return hash;
            }
        }

        return HashAlgorithmName.SHA256;
    }

    private const string With = "_WITH_";
}
