using System;
using System.Formats.Asn1;
using System.Security.Cryptography;
using TlsTools.Wire;

namespace TlsTools.X509;

/// <summary>Checks the signature of a certificate or a revocation list.</summary>
/// <remarks>
/// <code>
/// SIGNED{ToBeSigned} ::= SEQUENCE {
///      toBeSigned           ToBeSigned,
///      signatureAlgorithm   AlgorithmIdentifier,
///      signatureValue       BIT STRING }
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1.1.3">RFC 5280, 4.1.1.3</seealso>
internal static class SignedDer
{
    /// <summary>Whether the key of <paramref name="issuer"/> made the signature; <see langword="null"/> where the platform cannot tell.</summary>
    public static bool? IsSignedBy(ReadOnlySpan<byte> signed, TlsCertificate issuer)
    {
        FaultSlot faults = new();
        DerReader reader = new DerReader(signed, faults).ReadSequence("SIGNED");
        byte[] toBeSigned = reader.ReadEncoded("toBeSigned", out _).ToArray();
        SignatureAlgorithm algorithm = SignatureAlgorithm.Read(reader.ReadSequence("signatureAlgorithm"));
        byte[] signature = reader.ReadBits("signatureValue").ToArray();
        if (faults.First is not null || IsTakenOut(signature) || issuer.Certificate is null || Hash(algorithm) is not { } hash)
        {
            return null;
        }

        try
        {
            return algorithm.Name.StartsWith("ecdsa", StringComparison.Ordinal)
                ? VerifyEllipticCurve(new ArraySegment<byte>(toBeSigned), signature, hash, issuer)
                : VerifyRsa(toBeSigned, signature, hash, algorithm, issuer);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whether the key of a certificate made a signature, as TLS signs; <see langword="null"/> where the platform cannot tell.</summary>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">The signature.</param>
    /// <param name="hash">The digest.</param>
    /// <param name="padding">The padding of RSA; <see langword="null"/> for ECDSA.</param>
    /// <param name="signer">The certificate.</param>
    public static bool? IsSignature(ArraySegment<byte> data, byte[] signature, HashAlgorithmName hash, RSASignaturePadding? padding, TlsCertificate signer)
    {
        if (IsTakenOut(signature))
        {
            return null;
        }

        try
        {
            if (padding is null)
            {
                return VerifyEllipticCurve(data, signature, hash, signer);
            }

            return ImportedKeys.Rsa(signer)?.VerifyData(data.Array!, data.Offset, data.Count, signature, hash, padding);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // No key makes a signature of zeros; whoever shares a capture puts them there, and nothing is said of the key by it.
    private static bool IsTakenOut(byte[] signature) => Array.TrueForAll(signature, static value => value == 0);

    /// <summary>The digest that an algorithm signs; <see langword="null"/> where it is none that the platform knows.</summary>
    public static HashAlgorithmName? Hash(SignatureAlgorithm algorithm) => (algorithm.Digest ?? algorithm.Name) switch
    {
        "md5WithRSAEncryption" => HashAlgorithmName.MD5,
        "sha1WithRSAEncryption" or "sha1WithRSA" or "ecdsa-with-SHA1" or "dsaWithSHA1" or "sha1" => HashAlgorithmName.SHA1,
        "sha256WithRSAEncryption" or "ecdsa-with-SHA256" or "dsa_with_SHA256" or "sha256" => HashAlgorithmName.SHA256,
        "sha384WithRSAEncryption" or "ecdsa-with-SHA384" or "sha384" => HashAlgorithmName.SHA384,
        "sha512WithRSAEncryption" or "ecdsa-with-SHA512" or "sha512" => HashAlgorithmName.SHA512,
        _ => null,
    };

    private static bool? VerifyRsa(byte[] data, byte[] signature, HashAlgorithmName hash, SignatureAlgorithm algorithm, TlsCertificate issuer)
    {
        RSA? key = ImportedKeys.Rsa(issuer);
        if (algorithm.Oid != ObjectNames.RsaPss)
        {
            return key is null ? OtherKey(issuer) : key.VerifyData(data, signature, hash, RSASignaturePadding.Pkcs1);
        }

        // The platform takes salts of the digest's length only, so a refusal does not mean that the key is another one.
        return key?.VerifyData(data, signature, hash, RSASignaturePadding.Pss) is true ? true : key is null ? OtherKey(issuer) : null;
    }

    private static bool? VerifyEllipticCurve(ArraySegment<byte> data, byte[] signature, HashAlgorithmName hash, TlsCertificate issuer)
    {
        ECDsa? key = ImportedKeys.EllipticCurve(issuer);
        return key is null ? OtherKey(issuer) : FixedLength(signature, (key.KeySize + 7) / 8) is { } fields && key.VerifyData(data.Array!, data.Offset, data.Count, fields, hash);
    }

    /// <summary>A key of another kind did not make the signature; of a key that the platform does not read nothing is known.</summary>
    private static bool? OtherKey(TlsCertificate issuer) => issuer.PublicKey?.Algorithm is "RSA" or "EC" or "DSA" ? false : null;

    /// <summary>The two numbers of an ECDSA signature one after the other, as both targets of this library take them.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc3279#section-2.2.3">RFC 3279, 2.2.3</seealso>
    private static byte[]? FixedLength(byte[] signature, int length)
    {
        FaultSlot faults = new();
        DerReader sequence = new DerReader(signature, faults).ReadSequence("Ecdsa-Sig-Value");
        byte[] fields = new byte[2 * length];
        for (int number = 1; number <= 2; number++)
        {
            ReadOnlySpan<byte> contents = sequence.ReadContents(Asn1Tag.Integer, "Ecdsa-Sig-Value");
            if (contents.Length == length + 1 && contents[0] == 0)
            {
                contents = contents.Slice(1);
            }

            if (contents.Length > length)
            {
                return null;
            }

            contents.CopyTo(fields.AsSpan((number * length) - contents.Length));
        }

        return faults.First is null ? fields : null;
    }
}
