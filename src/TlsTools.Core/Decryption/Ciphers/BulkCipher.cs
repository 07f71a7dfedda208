namespace TlsTools.Decryption.Ciphers;

/// <summary>The ciphers that records are protected with, as far as they can be opened.</summary>
internal enum BulkCipher
{
    /// <summary>None that is known here.</summary>
    Unknown,

    /// <summary>No encryption, a MAC only.</summary>
    None,

    /// <summary>RC4.</summary>
    Rc4,

    /// <summary>Triple DES in CBC mode.</summary>
    TripleDesCbc,

    /// <summary>DES in CBC mode.</summary>
    DesCbc,

    /// <summary>AES in CBC mode.</summary>
    AesCbc,

    /// <summary>AES-GCM.</summary>
    AesGcm,

    /// <summary>AES-CCM.</summary>
    AesCcm,

    /// <summary>AES-CCM with a tag of eight bytes.</summary>
    AesCcm8,

    /// <summary>ChaCha20-Poly1305.</summary>
    ChaCha20Poly1305,
}
