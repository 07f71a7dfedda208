using System;
using System.Formats.Asn1;
using TlsTools.Stores.Encryption;

namespace TlsTools.Stores.Formats;

/// <summary>Reads private keys in all encodings that files keep them in.</summary>
internal static class KeyEncodings
{
    /// <summary>Tells from the structure what kind of key it is.</summary>
    /// <exception cref="AsnContentException">It is none.</exception>
    public static StoredKey ReadAny(StoreContext context, string? alias, byte[] encoded)
    {
        AsnReader key = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        if (key.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
        {
            return ReadEncrypted(context, alias, encoded);
        }

        key.ReadInteger();
        Asn1Tag second = key.PeekTag();
        return new StoredKey(
            alias,
            second.HasSameClassAndValue(Asn1Tag.Sequence) ? PrivateKeyMaterial.ReadPkcs8(encoded)
                : second.HasSameClassAndValue(Asn1Tag.Integer) ? PrivateKeyMaterial.ReadPkcs1(encoded)
                : PrivateKeyMaterial.ReadSec1(encoded),
            Problem: null);
    }

    /// <summary>Reads an encrypted PKCS#8 key.</summary>
    /// <remarks>
    /// <code>
    /// EncryptedPrivateKeyInfo ::= SEQUENCE {
    ///   encryptionAlgorithm  EncryptionAlgorithmIdentifier,
    ///   encryptedData        EncryptedData }
    /// </code>
    /// </remarks>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc5958#section-3">RFC 5958, 3</seealso>
    public static StoredKey ReadEncrypted(StoreContext context, string? alias, ReadOnlyMemory<byte> encoded)
    {
        PrivateKeyMaterial? key = context.Unlock(alias, password => Decrypt(context, encoded, password), out KeyStoreException? problem);
        return new StoredKey(alias, key, problem);
    }

    /// <summary>Undoes the encryption; <see langword="null"/> where the password does not fit.</summary>
    public static PrivateKeyMaterial? Decrypt(StoreContext context, ReadOnlyMemory<byte> encoded, Passphrase password)
    {
        AsnReader information;
        AsnReader algorithm;
        byte[] content;
        try
        {
            information = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
            algorithm = information.ReadSequence();
            content = information.ReadOctetString();
            using SecretBytes? plain = PasswordEncryption.Decrypt(context, algorithm, content, password);
            return plain is null ? null : ReadPlain(plain);
        }
        catch (AsnContentException damaged)
        {
            throw context.Failed(KeyStoreFailure.Damaged, "The encrypted private key is damaged.", null, damaged);
        }
    }

    private static PrivateKeyMaterial? ReadPlain(SecretBytes plain)
    {
        try
        {
            return PrivateKeyMaterial.ReadPkcs8(plain.Memory);
        }
        catch (AsnContentException)
        {
            // One wrong password in 256 leaves padding that looks right.
            return null;
        }
    }
}
