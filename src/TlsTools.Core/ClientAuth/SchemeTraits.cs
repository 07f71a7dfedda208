using System.Collections.Generic;
using System.Security.Cryptography;
using TlsTools.Tls;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>What a signature scheme asks of a key.</summary>
/// <param name="KeyAlgorithm">The key's algorithm as <see cref="CertificatePublicKey.Algorithm"/> names it.</param>
/// <param name="Hash">The digest; <see langword="null"/> for those that have none to choose.</param>
/// <param name="Padding">The padding of RSA.</param>
/// <param name="Curve">The curve that TLS 1.3 ties the scheme to.</param>
/// <param name="IsForMessages13">Whether TLS 1.3 allows it for messages; the others are for certificates only there.</param>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2.3">RFC 8446, 4.2.3</seealso>
internal sealed record SchemeTraits(string KeyAlgorithm, HashAlgorithmName? Hash, RSASignaturePadding? Padding, string? Curve, bool IsForMessages13)
{
    /// <summary>What a scheme asks; <see langword="null"/> for one that is not known here.</summary>
    public static SchemeTraits? Of(SignatureScheme scheme) => s_schemes.TryGetValue(scheme.Code, out SchemeTraits? traits) ? traits : null;

    /// <summary>Whether a key can sign in the scheme.</summary>
    /// <param name="key">The key.</param>
    /// <param name="version">The version; <see langword="null"/> when it is not known, then what any version allows counts.</param>
    public bool Fits(CertificatePublicKey key, ProtocolVersion? version)
    {
        if (key.Algorithm != KeyAlgorithm)
        {
            return false;
        }

        bool isTls13 = version is { IsTls13: true };
        return (!isTls13 || (IsForMessages13 && (Curve is null || Curve == key.Curve)))

            // RFC 8017, 9.1.1: PSS needs room for the digest, a salt of the same length and two octets.
            && !(Padding == RSASignaturePadding.Pss && key.Size is { } size && (size + 6) / 8 < (2 * HashLength()) + 2);
    }

    private int HashLength() => Hash?.Name switch
    {
        "SHA512" => 64,
        "SHA384" => 48,
        _ => 32,
    };

    private static readonly Dictionary<ushort, SchemeTraits> s_schemes = new()
    {
        [SignatureScheme.RsaPkcs1Md5.Code] = new("RSA", HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1, null, false),
        [SignatureScheme.RsaPkcs1Sha1.Code] = new("RSA", HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1, null, false),
        [SignatureScheme.RsaPkcs1Sha256.Code] = new("RSA", HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, null, false),
        [SignatureScheme.RsaPkcs1Sha384.Code] = new("RSA", HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1, null, false),
        [SignatureScheme.RsaPkcs1Sha512.Code] = new("RSA", HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1, null, false),
        [SignatureScheme.RsaPssRsaeSha256.Code] = new("RSA", HashAlgorithmName.SHA256, RSASignaturePadding.Pss, null, true),
        [SignatureScheme.RsaPssRsaeSha384.Code] = new("RSA", HashAlgorithmName.SHA384, RSASignaturePadding.Pss, null, true),
        [SignatureScheme.RsaPssRsaeSha512.Code] = new("RSA", HashAlgorithmName.SHA512, RSASignaturePadding.Pss, null, true),
        [SignatureScheme.RsaPssPssSha256.Code] = new("RSA-PSS", HashAlgorithmName.SHA256, RSASignaturePadding.Pss, null, true),
        [SignatureScheme.RsaPssPssSha384.Code] = new("RSA-PSS", HashAlgorithmName.SHA384, RSASignaturePadding.Pss, null, true),
        [SignatureScheme.RsaPssPssSha512.Code] = new("RSA-PSS", HashAlgorithmName.SHA512, RSASignaturePadding.Pss, null, true),
        [SignatureScheme.EcdsaSha1.Code] = new("EC", HashAlgorithmName.SHA1, null, null, false),
        [SignatureScheme.EcdsaSecp256r1Sha256.Code] = new("EC", HashAlgorithmName.SHA256, null, "P-256", true),
        [SignatureScheme.EcdsaSecp384r1Sha384.Code] = new("EC", HashAlgorithmName.SHA384, null, "P-384", true),
        [SignatureScheme.EcdsaSecp521r1Sha512.Code] = new("EC", HashAlgorithmName.SHA512, null, "P-521", true),
        [SignatureScheme.EcdsaBrainpoolP256r1tls13Sha256.Code] = new("EC", HashAlgorithmName.SHA256, null, "brainpoolP256r1", true),
        [SignatureScheme.EcdsaBrainpoolP384r1tls13Sha384.Code] = new("EC", HashAlgorithmName.SHA384, null, "brainpoolP384r1", true),
        [SignatureScheme.EcdsaBrainpoolP512r1tls13Sha512.Code] = new("EC", HashAlgorithmName.SHA512, null, "brainpoolP512r1", true),
        [SignatureScheme.Ed25519.Code] = new("Ed25519", null, null, null, true),
        [SignatureScheme.Ed448.Code] = new("Ed448", null, null, null, true),
        [SignatureScheme.DsaSha1.Code] = new("DSA", HashAlgorithmName.SHA1, null, null, false),
        [SignatureScheme.DsaSha256.Code] = new("DSA", HashAlgorithmName.SHA256, null, null, false),
        [0x0904] = new("ML-DSA-44", null, null, null, true),
        [0x0905] = new("ML-DSA-65", null, null, null, true),
        [0x0906] = new("ML-DSA-87", null, null, null, true),
    };
}
