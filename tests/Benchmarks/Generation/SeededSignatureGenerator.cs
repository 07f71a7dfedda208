using System;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TlsTools.Benchmarks.Generation;

/// <summary>
/// An RSA key that nobody has: a modulus and signatures of random bytes. Certificates made with it are right in form,
/// which is all that a reader looks at, and, unlike those of a real key, the same for the same seed.
/// </summary>
internal sealed class SeededSignatureGenerator(Random random, int modulusBytes) : X509SignatureGenerator
{
    private readonly byte[] _modulus = MakeModulus(random, modulusBytes);

    /// <inheritdoc/>
    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => AlgorithmIdentifier("1.2.840.113549.1.1.11");

    /// <inheritdoc/>
    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm)
    {
        byte[] signature = new byte[_modulus.Length];
        random.NextBytes(signature);
        return signature;
    }

    /// <inheritdoc/>
    protected override PublicKey BuildPublicKey()
    {
        AsnWriter key = new(AsnEncodingRules.DER);
        using (key.PushSequence())
        {
            key.WriteIntegerUnsigned(_modulus);
            key.WriteInteger(65_537);
        }

        return new PublicKey(new Oid("1.2.840.113549.1.1.1"), new AsnEncodedData([5, 0]), new AsnEncodedData(key.Encode()));
    }

    private static byte[] MakeModulus(Random random, int length)
    {
        byte[] modulus = new byte[length];
        random.NextBytes(modulus);
        modulus[0] |= 0x80;
        modulus[^1] |= 1;
        return modulus;
    }

    private static byte[] AlgorithmIdentifier(string algorithm)
    {
        AsnWriter identifier = new(AsnEncodingRules.DER);
        using (identifier.PushSequence())
        {
            identifier.WriteObjectIdentifier(algorithm);
            identifier.WriteNull();
        }

        return identifier.Encode();
    }
}
