using System.Security.Cryptography;

namespace TlsTools.Stores.Encryption;

/// <summary>Derives keys from passwords.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8018#section-5.2">RFC 8018, 5.2</seealso>
internal static class Pbkdf2
{
    public static SecretBytes Derive(SecretBytes password, byte[] salt, int rounds, HashAlgorithmName hash, int length)
    {
        SecretBytes key = new(length);
        Rfc2898DeriveBytes.Pbkdf2(password.Span, salt, key.Span, rounds, hash);
        return key;
    }
}
