using System;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace TlsTools.Stores.Encryption;

/// <summary>Undoes encryption with a password, as PKCS#5 and PKCS#12 name it by an AlgorithmIdentifier.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8018#section-6">RFC 8018, 6</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc7292#appendix-C">RFC 7292, C</seealso>
internal static class PasswordEncryption
{
    /// <summary>Gives the content, or <see langword="null"/> where the password does not fit.</summary>
    /// <param name="context">Whose limits hold.</param>
    /// <param name="algorithm">The contents of the AlgorithmIdentifier.</param>
    /// <param name="content">What is encrypted.</param>
    /// <param name="password">The password.</param>
    /// <exception cref="KeyStoreException">The algorithm is not known, or costs too much.</exception>
    public static SecretBytes? Decrypt(StoreContext context, AsnReader algorithm, byte[] content, Passphrase password)
    {
        string oid = algorithm.ReadObjectIdentifier();
        try
        {
            return oid switch
            {
                Pbes2 => DecryptPbes2(context, algorithm.ReadSequence(), content, password),
                JksProtection => JavaProtection.UndoJks(content, password),
                JceProtection => JavaProtection.UndoJce(context, algorithm.ReadSequence(), content, password),
                Pkcs12Prefix + "3" => DecryptPkcs12(context, algorithm.ReadSequence(), content, password, CipherKind.TripleDes, 24),
                Pkcs12Prefix + "4" => DecryptPkcs12(context, algorithm.ReadSequence(), content, password, CipherKind.TripleDes, 16),
                Pkcs12Prefix + "5" => DecryptPkcs12(context, algorithm.ReadSequence(), content, password, CipherKind.Rc2, 16),
                Pkcs12Prefix + "6" => DecryptPkcs12(context, algorithm.ReadSequence(), content, password, CipherKind.Rc2, 5),
                Pkcs5Prefix + "3" => DecryptPbes1(context, algorithm.ReadSequence(), content, password, CipherKind.Des, HashAlgorithmName.MD5),
                Pkcs5Prefix + "6" => DecryptPbes1(context, algorithm.ReadSequence(), content, password, CipherKind.Rc2, HashAlgorithmName.MD5),
                Pkcs5Prefix + "10" => DecryptPbes1(context, algorithm.ReadSequence(), content, password, CipherKind.Des, HashAlgorithmName.SHA1),
                Pkcs5Prefix + "11" => DecryptPbes1(context, algorithm.ReadSequence(), content, password, CipherKind.Rc2, HashAlgorithmName.SHA1),
                _ => throw Unknown(context, oid),
            };
        }
        catch (CryptographicException)
        {
            // The padding is not what it must be: another password, or changed content, which look the same.
            return null;
        }
    }

    private static SecretBytes DecryptPkcs12(StoreContext context, AsnReader parameters, byte[] content, Passphrase password, CipherKind cipher, int keyLength)
    {
        byte[] salt = parameters.ReadOctetString();
        int rounds = context.Spend(ReadCount(context, parameters), 2);
        using SecretBytes encoded = password.ToBmpString();
        using SecretBytes key = Pkcs12KeyDerivation.Derive(encoded, salt, rounds, HashAlgorithmName.SHA1, Pkcs12KeyDerivation.EncryptionKey, keyLength);
        using SecretBytes vector = Pkcs12KeyDerivation.Derive(encoded, salt, rounds, HashAlgorithmName.SHA1, Pkcs12KeyDerivation.InitializationVector, 8);
        return BlockCiphers.Decrypt(cipher, key, keyLength * 8, vector.Array, content);
    }

    /// <summary>PBKDF1: the first half of the hash is the key, the second the vector.</summary>
    private static SecretBytes DecryptPbes1(
        StoreContext context, AsnReader parameters, byte[] content, Passphrase password, CipherKind cipher, HashAlgorithmName hash)
    {
        byte[] salt = parameters.ReadOctetString();
        int rounds = context.Spend(ReadCount(context, parameters));
        using SecretBytes encoded = password.ToUtf8();
        using SecretBytes seed = new(encoded.Length + salt.Length);
        encoded.Span.CopyTo(seed.Span);
        salt.CopyTo(seed.Array, encoded.Length);
        using HashAlgorithm function = HashFunctions.Create(hash);
        byte[] value = function.ComputeHash(seed.Array);
        for (int round = 1; round < rounds; round++)
        {
            value = function.ComputeHash(value);
        }

        using SecretBytes key = SecretBytes.CopyOf(value.AsSpan(0, 8));
        SecretBytes plain = BlockCiphers.Decrypt(cipher, key, 64, value.AsSpan(8, 8).ToArray(), content);
        Array.Clear(value, 0, value.Length);
        return plain;
    }

    /// <remarks>
    /// <code>
    /// PBES2-params ::= SEQUENCE {
    ///     keyDerivationFunc AlgorithmIdentifier {{PBES2-KDFs}},
    ///     encryptionScheme AlgorithmIdentifier {{PBES2-Encs}} }
    /// </code>
    /// </remarks>
    private static SecretBytes DecryptPbes2(StoreContext context, AsnReader parameters, byte[] content, Passphrase password)
    {
        AsnReader derivation = parameters.ReadSequence();
        AsnReader scheme = parameters.ReadSequence();
        string function = derivation.ReadObjectIdentifier();
        if (function != Pbkdf2Function)
        {
            throw Unknown(context, function);
        }

        (CipherKind cipher, int keyLength, int effectiveBits, byte[] vector) = ReadScheme(context, scheme);
        PasswordDerivation recipe = PasswordDerivation.Read(context, derivation.ReadSequence(), keyLength);
        using SecretBytes key = recipe.Derive(context, password);
        return BlockCiphers.Decrypt(cipher, key, effectiveBits, vector, content);
    }

    private static (CipherKind Cipher, int KeyLength, int EffectiveBits, byte[] Vector) ReadScheme(StoreContext context, AsnReader scheme)
    {
        string oid = scheme.ReadObjectIdentifier();
        return oid switch
        {
            "2.16.840.1.101.3.4.1.2" => (CipherKind.Aes, 16, 0, scheme.ReadOctetString()),
            "2.16.840.1.101.3.4.1.22" => (CipherKind.Aes, 24, 0, scheme.ReadOctetString()),
            "2.16.840.1.101.3.4.1.42" => (CipherKind.Aes, 32, 0, scheme.ReadOctetString()),
            "1.2.840.113549.3.7" => (CipherKind.TripleDes, 24, 0, scheme.ReadOctetString()),
            "1.3.14.3.2.7" => (CipherKind.Des, 8, 0, scheme.ReadOctetString()),
            "1.2.840.113549.3.2" => ReadRc2Scheme(context, scheme.ReadSequence()),
            _ => throw Unknown(context, oid),
        };
    }

    /// <summary>The version is a code for the effective bits.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc8018#appendix-B.2.3">RFC 8018, B.2.3</seealso>
    private static (CipherKind Cipher, int KeyLength, int EffectiveBits, byte[] Vector) ReadRc2Scheme(StoreContext context, AsnReader parameters)
    {
        int bits = ReadCount(context, parameters) switch
        {
            160 => 40,
            120 => 64,
            58 => 128,
            _ => throw context.Failed(KeyStoreFailure.KeyUnreadable, "The encryption is RC2 with an unusual key size, which cannot be undone here."),
        };
        return (CipherKind.Rc2, bits / 8, bits, parameters.ReadOctetString());
    }

    internal static int ReadCount(StoreContext context, AsnReader reader) =>
        reader.TryReadInt32(out int count)
            ? count
            : throw context.Failed(KeyStoreFailure.LimitExceeded, "A key derivation asks for more rounds than there are numbers for.");

    internal static KeyStoreException Unknown(StoreContext context, string oid) =>
        context.Failed(KeyStoreFailure.KeyUnreadable, $"The encryption {oid} is not known here.");

    private const string Pbes2 = "1.2.840.113549.1.5.13";
    private const string Pbkdf2Function = "1.2.840.113549.1.5.12";
    private const string Pkcs5Prefix = "1.2.840.113549.1.5.";
    private const string Pkcs12Prefix = "1.2.840.113549.1.12.1.";
    private const string JksProtection = "1.3.6.1.4.1.42.2.17.1.1";
    private const string JceProtection = "1.3.6.1.4.1.42.2.19.1";
}
