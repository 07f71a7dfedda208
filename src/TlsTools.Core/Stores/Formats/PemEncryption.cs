using System;
using System.Formats.Asn1;
using System.Security.Cryptography;
using TlsTools.Stores.Encryption;

namespace TlsTools.Stores.Formats;

/// <summary>Undoes the encryption of keys that OpenSSL wrote before PKCS#8: one MD5 over password and the vector's first half.</summary>
/// <seealso href="https://docs.openssl.org/3.0/man3/PEM_read_bio_PrivateKey/">OpenSSL, PEM encryption format</seealso>
internal static class PemEncryption
{
    /// <summary>The header that names the cipher and its vector.</summary>
    public const string Header = "DEK-Info";

    /// <summary>Gives the key, or <see langword="null"/> where the password does not fit.</summary>
    public static PrivateKeyMaterial? Decrypt(StoreContext context, PemBlock block, string header, byte[] content, Passphrase password)
    {
        string[] parts = header.Split(',');
        (CipherKind cipher, int keyLength) = parts[0].Trim().ToUpperInvariant() switch
        {
            "AES-128-CBC" => (CipherKind.Aes, 16),
            "AES-192-CBC" => (CipherKind.Aes, 24),
            "AES-256-CBC" => (CipherKind.Aes, 32),
            "DES-EDE3-CBC" => (CipherKind.TripleDes, 24),
            "DES-CBC" => (CipherKind.Des, 8),
            "RC2-CBC" => (CipherKind.Rc2, 16),
            _ => throw context.Failed(KeyStoreFailure.KeyUnreadable, $"The encryption of the private key in line {block.Line} is not known here."),
        };
        if (parts.Length != 2 || ReadHex(parts[1].Trim()) is not { Length: >= SaltLength } vector)
        {
            throw context.Failed(KeyStoreFailure.Damaged, $"The header {Header} of the private key in line {block.Line} is damaged.");
        }

        using SecretBytes key = DeriveKey(password, vector, keyLength);
        try
        {
            using SecretBytes plain = BlockCiphers.Decrypt(cipher, key, keyLength * 8, vector, content);
            return ReadTraditional(block.Label, plain.Array);
        }
        catch (CryptographicException)
        {
            return null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>Reads a key in the encoding that its label names.</summary>
    /// <exception cref="AsnContentException">It is none.</exception>
    public static PrivateKeyMaterial ReadTraditional(string label, byte[] content) => label switch
    {
        "RSA PRIVATE KEY" => PrivateKeyMaterial.ReadPkcs1(content),
        "EC PRIVATE KEY" => PrivateKeyMaterial.ReadSec1(content),
        "DSA PRIVATE KEY" => PrivateKeyMaterial.ReadDsa(content),
        _ => PrivateKeyMaterial.ReadPkcs8(content),
    };

    private static SecretBytes DeriveKey(Passphrase password, byte[] vector, int length)
    {
        SecretBytes key = new(length);
        using SecretBytes encoded = password.ToUtf8();
        using HashAlgorithm function = HashFunctions.Create(HashAlgorithmName.MD5);
        byte[] value = [];
        for (int offset = 0; offset < length; offset += value.Length)
        {
            using SecretBytes seed = new(value.Length + encoded.Length + SaltLength);
            value.CopyTo(seed.Array, 0);
            encoded.Span.CopyTo(seed.Span.Slice(value.Length));
            vector.AsSpan(0, SaltLength).CopyTo(seed.Span.Slice(value.Length + encoded.Length));
            value = function.ComputeHash(seed.Array);
            value.AsSpan(0, Math.Min(value.Length, length - offset)).CopyTo(key.Span.Slice(offset));
        }

        return key;
    }

    private static byte[]? ReadHex(string text)
    {
        byte[] octets = new byte[text.Length / 2];
        for (int index = 0; index < octets.Length; index++)
        {
            int high = Digits.IndexOf(char.ToUpperInvariant(text[index * 2]));
            int low = Digits.IndexOf(char.ToUpperInvariant(text[(index * 2) + 1]));
            if (high < 0 || low < 0)
            {
                return null;
            }

            octets[index] = (byte)((high << 4) | low);
        }

        return octets;
    }

    private const int SaltLength = 8;
    private const string Digits = "0123456789ABCDEF";
}
