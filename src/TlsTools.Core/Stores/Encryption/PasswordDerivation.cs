using System.Formats.Asn1;
using System.Security.Cryptography;

namespace TlsTools.Stores.Encryption;

/// <summary>How PBKDF2 is to derive a key.</summary>
/// <remarks>
/// <code>
/// PBKDF2-params ::= SEQUENCE {
///     salt CHOICE { specified OCTET STRING, otherSource AlgorithmIdentifier {{PBKDF2-SaltSources}} },
///     iterationCount INTEGER (1..MAX),
///     keyLength INTEGER (1..MAX) OPTIONAL,
///     prf AlgorithmIdentifier {{PBKDF2-PRFs}} DEFAULT algid-hmacWithSHA1 }
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8018#appendix-A.2">RFC 8018, A.2</seealso>
internal sealed record PasswordDerivation(byte[] Salt, int Rounds, int Length, HashAlgorithmName Hash)
{
    /// <param name="context">Whose limits hold.</param>
    /// <param name="parameters">The contents of the parameters.</param>
    /// <param name="length">The length that the cipher wants; 0 where only the parameters say it.</param>
    public static PasswordDerivation Read(StoreContext context, AsnReader parameters, int length)
    {
        byte[] salt = parameters.ReadOctetString();
        int rounds = PasswordEncryption.ReadCount(context, parameters);
        if (parameters.HasData && parameters.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
        {
            int stated = PasswordEncryption.ReadCount(context, parameters);
            if (stated is < 1 or > LongestKey || (length != 0 && stated != length))
            {
                throw context.Failed(KeyStoreFailure.Damaged, $"A key of {stated} bytes is to be derived, which does not fit its cipher.");
            }

            length = stated;
        }

        HashAlgorithmName hash = HashAlgorithmName.SHA1;
        if (parameters.HasData)
        {
            string function = parameters.ReadSequence().ReadObjectIdentifier();
            hash = HashFunctions.FromKeyedHash(function) ?? throw PasswordEncryption.Unknown(context, function);
        }

        return new PasswordDerivation(salt, rounds, length == 0 ? HashFunctions.Length(hash) : length, hash);
    }

    public SecretBytes Derive(StoreContext context, Passphrase password)
    {
        int hashLength = HashFunctions.Length(Hash);
        int rounds = context.Spend(Rounds, (Length + hashLength - 1) / hashLength);
        using SecretBytes encoded = password.ToUtf8();
        return Pbkdf2.Derive(encoded, Salt, rounds, Hash, Length);
    }

    // No cipher or MAC takes more; protects from a length that is made to cost memory.
    private const int LongestKey = 1024;
}
