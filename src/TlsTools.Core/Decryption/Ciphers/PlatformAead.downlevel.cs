namespace TlsTools.Decryption.Ciphers;

// netstandard2.0 has no cipher with a tag.
internal static class PlatformAead
{
    public static IAead? TryCreate(BulkCipher kind, byte[] key)
    {
        _ = kind;
        _ = key;
        return null;
    }
}
