using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsTools.Stores;
using TlsTools.Tls;

namespace TlsTools.ClientAuth;

/// <summary>Whether the private key is there, belongs to the certificate and signs in a scheme that the server asked for.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.4.3">RFC 8446, 4.4.3</seealso>
internal static class PrivateKeyCheck
{
    public static IEnumerable<ClientCertificateCheck> Examine(Candidate candidate)
    {
        PrivateKeyState key = candidate.Entry.PrivateKey;
        if (candidate.IsKeyUnknown)
        {
            yield return ClientCertificateCheck.Unknown(CertificateReason.NoPrivateKey, "The source tells of the certificate and not of its private key.");
            yield break;
        }

        if (!key.Present)
        {
            yield return ClientCertificateCheck.Fail(
                CertificateReason.NoPrivateKey,
                CheckEffect.NotSent,
                "The entry has no private key, so no client can send its certificate.",
                "Import the certificate together with its key (a PKCS#12 file), or the reply into the entry that made the request.");
            yield break;
        }

        if (key.Readable is false)
        {
            yield return ClientCertificateCheck.Fail(
                CertificateReason.PrivateKeyUnusable,
                CheckEffect.NotSent,
                key.Remark ?? "The private key cannot be read.",
                "Give the account read access to the key, or the password that opens it.");
            yield break;
        }

        yield return ClientCertificateCheck.Pass(CertificateReason.NoPrivateKey, $"The entry has a private key ({key}).");
        if (key.MatchesCertificate is false)
        {
            yield return ClientCertificateCheck.Fail(
                CertificateReason.PrivateKeyMismatch,
                CheckEffect.NotAccepted,
                "The private key belongs to another certificate; the server answers the signature with decrypt_error (51).",
                "Put certificate and key together that belong together.");
            yield break;
        }

        if (key.MatchesCertificate is true)
        {
            yield return ClientCertificateCheck.Pass(CertificateReason.PrivateKeyMismatch, "The private key belongs to the certificate.");
        }

        yield return Sign(candidate);
    }

    private static ClientCertificateCheck Sign(Candidate candidate)
    {
        SchemeTraits? scheme = Scheme(candidate, out string name);
        if (scheme is null)
        {
            return ClientCertificateCheck.Unknown(CertificateReason.PrivateKeyUnusable, "No signature was tried: no scheme of the server fits the key.");
        }

        try
        {
            using PrivateKeyHandle? handle = candidate.Entry.OpenPrivateKey();
            return handle is null
                ? ClientCertificateCheck.Unknown(CertificateReason.PrivateKeyUnusable, "No signature was tried: this platform cannot use such a key.")
                : TrySign(handle.Algorithm, scheme, candidate.Leaf?.Certificate) switch
                {
                    true => ClientCertificateCheck.Pass(CertificateReason.PrivateKeyUnusable, $"The key made a trial signature in {name}, which the certificate's key verified."),
                    false => ClientCertificateCheck.Fail(
                        CertificateReason.PrivateKeyMismatch,
                        CheckEffect.NotAccepted,
                        $"The key made a trial signature in {name} that the certificate's key does not verify.",
                        "Put certificate and key together that belong together."),
                    null => ClientCertificateCheck.Unknown(CertificateReason.PrivateKeyUnusable, $"This platform cannot try {name}."),
                };
        }
        catch (Exception refused) when (refused is CryptographicException or PlatformNotSupportedException or NotSupportedException)
        {
            return ClientCertificateCheck.Fail(
                CertificateReason.PrivateKeyUnusable,
                CheckEffect.NotSent,
                $"The key refused a trial signature in {name}: {refused.Message}",
                "Move the key to a provider that knows the scheme, or let the server accept one that the key knows.");
        }
    }

    /// <summary>The first scheme of the server that fits the key; any that fits where the server does not say.</summary>
    private static SchemeTraits? Scheme(Candidate candidate, out string name)
    {
        name = string.Empty;
        IReadOnlyList<SignatureScheme> schemes = candidate.UsableSchemes ?? s_common;
        foreach (SignatureScheme scheme in schemes)
        {
            if (SchemeTraits.Of(scheme) is { } traits && candidate.Leaf?.PublicKey is { } key && traits.Fits(key, candidate.Request.Version))
            {
                name = scheme.ToString();
                return traits;
            }
        }

        return null;
    }

    private static bool? TrySign(AsymmetricAlgorithm algorithm, SchemeTraits scheme, X509Certificate2? certificate)
    {
        if (scheme.Hash is not { } hash || certificate is null)
        {
            return null;
        }

        switch (algorithm)
        {
            case RSA rsa when scheme.Padding is { } padding:
                byte[] signature = rsa.SignData(s_trial, hash, padding);
                using (RSA? publicKey = certificate.GetRSAPublicKey())
                {
                    return publicKey?.VerifyData(s_trial, signature, hash, padding);
                }

            case ECDsa ecdsa:
                byte[] fields = ecdsa.SignData(s_trial, hash);
                using (ECDsa? publicKey = certificate.GetECDsaPublicKey())
                {
                    return publicKey?.VerifyData(s_trial, fields, hash);
                }

            default:
                return null;
        }
    }

    private static readonly byte[] s_trial = new byte[64];

    private static readonly SignatureScheme[] s_common =
    [
        SignatureScheme.RsaPssRsaeSha256, SignatureScheme.RsaPkcs1Sha256, SignatureScheme.RsaPssPssSha256, SignatureScheme.EcdsaSecp256r1Sha256,
        SignatureScheme.EcdsaSecp384r1Sha384, SignatureScheme.EcdsaSecp521r1Sha512, SignatureScheme.Ed25519, SignatureScheme.Ed448, SignatureScheme.DsaSha256,
    ];
}
