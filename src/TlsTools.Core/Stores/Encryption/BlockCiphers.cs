using System;
using System.Security.Cryptography;

namespace TlsTools.Stores.Encryption;

/// <summary>Undoes block ciphers in CBC mode with the padding of PKCS#5.</summary>
internal static class BlockCiphers
{
    /// <exception cref="CryptographicException">The padding is wrong, or the content is no whole number of blocks.</exception>
    public static SecretBytes Decrypt(CipherKind kind, SecretBytes key, int effectiveBits, byte[] vector, byte[] content)
    {
        if (kind == CipherKind.Rc2)
        {
            return SecretBytes.TakeOver(Rc2.DecryptCbc(key.Span, effectiveBits, vector, content));
        }

        using SymmetricAlgorithm cipher = Create(kind);
        if (vector.Length != cipher.BlockSize / 8 || content.Length == 0)
        {
            throw new CryptographicException("The vector or the content has a length that the cipher does not take.");
        }

        using SecretBytes whole = Lengthen(kind, key);
        using ICryptoTransform transform = CreateDecryptor(cipher, whole, vector);
        return SecretBytes.TakeOver(transform.TransformFinalBlock(content, 0, content.Length));
    }

    /// <exception cref="PlatformNotSupportedException">The platform does not have the cipher any more, which is not the password's fault.</exception>
    private static ICryptoTransform CreateDecryptor(SymmetricAlgorithm cipher, SecretBytes key, byte[] vector)
    {
        try
        {
            return cipher.CreateDecryptor(key.Array, vector);
        }
        catch (CryptographicException missing)
        {
            throw new PlatformNotSupportedException(missing.Message, missing);
        }
    }

    private static SymmetricAlgorithm Create(CipherKind kind)
    {
        SymmetricAlgorithm cipher = kind switch
        {
            CipherKind.Aes => Aes.Create(),
            CipherKind.TripleDes => TripleDES.Create(),
            _ => DES.Create(),
        };
        cipher.Mode = CipherMode.CBC;
        cipher.Padding = PaddingMode.PKCS7;
        return cipher;
    }

    /// <summary>Triple DES with two keys uses the first again.</summary>
    private static SecretBytes Lengthen(CipherKind kind, SecretBytes key)
    {
        SecretBytes whole = new(kind == CipherKind.TripleDes ? 24 : key.Length);
        key.Span.CopyTo(whole.Span);
        if (key.Length == 16 && whole.Length == 24)
        {
            key.Span.Slice(0, 8).CopyTo(whole.Span.Slice(16));
        }

        return whole;
    }
}
