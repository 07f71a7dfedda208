using System;
using System.Formats.Asn1;
using System.Security.Cryptography;
using TlsTools.Stores.Encryption;

namespace TlsTools.Stores.Formats;

/// <summary>What proves that nobody changed a PKCS#12 file, and that the password fits.</summary>
/// <remarks>
/// <code>
/// MacData ::= SEQUENCE {
///     mac         DigestInfo,
///     macSalt     OCTET STRING,
///     iterations  INTEGER DEFAULT 1 }
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc7292#section-4">RFC 7292, 4</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9579">RFC 9579</seealso>
internal sealed class Pkcs12Mac
{
    private readonly HashAlgorithmName _hash;
    private readonly byte[] _digest;
    private readonly byte[] _salt;
    private readonly int _rounds;
    private readonly PasswordDerivation? _derivation;

    private Pkcs12Mac(HashAlgorithmName hash, byte[] digest, byte[] salt, int rounds, PasswordDerivation? derivation)
    {
        _hash = hash;
        _digest = digest;
        _salt = salt;
        _rounds = rounds;
        _derivation = derivation;
    }

    public static Pkcs12Mac Read(StoreContext context, AsnReader macData)
    {
        AsnReader digestInfo = macData.ReadSequence();
        AsnReader algorithm = digestInfo.ReadSequence();
        string oid = algorithm.ReadObjectIdentifier();
        byte[] digest = digestInfo.ReadOctetString();
        byte[] salt = macData.ReadOctetString();
        int rounds = macData.HasData ? PasswordEncryption.ReadCount(context, macData) : 1;
        if (oid != PasswordBasedMac)
        {
            return new Pkcs12Mac(HashFunctions.FromDigest(oid) ?? throw PasswordEncryption.Unknown(context, oid), digest, salt, rounds, derivation: null);
        }

        AsnReader parameters = algorithm.ReadSequence();
        AsnReader function = parameters.ReadSequence();
        string functionOid = function.ReadObjectIdentifier();
        if (functionOid != Pbkdf2Function)
        {
            throw PasswordEncryption.Unknown(context, functionOid);
        }

        PasswordDerivation derivation = PasswordDerivation.Read(context, function.ReadSequence(), length: 0);
        string scheme = parameters.ReadSequence().ReadObjectIdentifier();
        HashAlgorithmName hash = HashFunctions.FromKeyedHash(scheme) ?? throw PasswordEncryption.Unknown(context, scheme);
        return new Pkcs12Mac(hash, digest, salt, rounds, derivation);
    }

    /// <summary>The password that fits: the given one, or none, which some tools write as no bytes and others as the empty text.</summary>
    /// <exception cref="KeyStoreException">None fits.</exception>
    public Passphrase FindPassword(StoreContext context, byte[] content, Passphrase absent, Passphrase empty)
    {
        if (context.StorePassword is { IsEmpty: false } given)
        {
            return Fits(context, content, given)
                ? given
                : throw context.Failed(KeyStoreFailure.WrongPassword, "The password does not open the store, or the store was changed.");
        }

        return Fits(context, content, empty) ? empty
            : Fits(context, content, absent) ? absent
            : throw (context.StorePassword is null
                ? context.Failed(KeyStoreFailure.PasswordRequired, "The store needs a password, and none was given.")
                : context.Failed(KeyStoreFailure.WrongPassword, "The empty password does not open the store, or the store was changed."));
    }

    private bool Fits(StoreContext context, byte[] content, Passphrase password)
    {
        using SecretBytes key = DeriveKey(context, password);
        using HMAC function = HashFunctions.KeyedHash(_hash, key.Array);
        return function.ComputeHash(content).AsSpan().SequenceEqual(_digest);
    }

    private SecretBytes DeriveKey(StoreContext context, Passphrase password)
    {
        if (_derivation is not null)
        {
            return _derivation.Derive(context, password);
        }

        int rounds = context.Spend(_rounds);
        using SecretBytes encoded = password.ToBmpString();
        return Pkcs12KeyDerivation.Derive(encoded, _salt, rounds, _hash, Pkcs12KeyDerivation.MacKey, HashFunctions.Length(_hash));
    }

    private const string PasswordBasedMac = "1.2.840.113549.1.5.14";
    private const string Pbkdf2Function = "1.2.840.113549.1.5.12";
}
