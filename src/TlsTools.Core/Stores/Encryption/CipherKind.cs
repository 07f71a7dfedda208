namespace TlsTools.Stores.Encryption;

/// <summary>The block ciphers with which stores hide their content, all in CBC mode.</summary>
internal enum CipherKind
{
    Aes,
    TripleDes,
    Des,
    Rc2,
}
