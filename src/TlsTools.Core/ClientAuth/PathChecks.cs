using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsTools.Tls;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>Whether the authorities of a path may issue what stands below them, and how the path is signed.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-6.1.4">RFC 5280, 6.1.4</seealso>
internal static class PathChecks
{
    public static IEnumerable<ClientCertificateCheck> Examine(CertificatePath path, Candidate candidate)
    {
        bool endsAtAnchor = path.IsComplete && path.Certificates.Count > 1;
        for (int index = 1; index < path.Certificates.Count; index++)
        {
            TlsCertificate authority = path.Certificates[index];
            bool isAnchor = endsAtAnchor && index == path.Certificates.Count - 1;
            foreach (ClientCertificateCheck check in Validity(authority, candidate.At).Concat(MayIssue(authority, isAnchor)).Concat(Size(authority)))
            {
                yield return check;
            }

            int below = path.Certificates.Take(index).Skip(1).Count(certificate => !certificate.IsSelfIssued);
            if (authority.PathLength < below)
            {
                yield return ClientCertificateCheck.Fail(
                    CertificateReason.PathTooLong,
                    CheckEffect.NotAccepted,
                    $"The authority '{authority}' allows {authority.PathLength} authorities below it; the path has {below}.",
                    "Issue the certificate from an authority that stands higher.");
            }
        }

        if (NameConstraints.FindViolation(path) is { } violation)
        {
            yield return ClientCertificateCheck.Fail(
                CertificateReason.NameConstraintViolated, CheckEffect.NotAccepted, violation, "Issue the certificate for a name that the authority may certify.");
        }

        // RFC 8446, 4.2.3: the signature of a self-signed certificate or trust anchor is not validated.
        foreach (TlsCertificate signed in path.Certificates.Take(endsAtAnchor ? path.Certificates.Count - 1 : path.Certificates.Count).Where(certificate => !certificate.IsSelfIssued))
        {
            yield return Signature(signed, candidate.Request);
        }
    }

    private static IEnumerable<ClientCertificateCheck> Validity(TlsCertificate authority, DateTime at)
    {
        if (authority.NotAfter < at || authority.NotBefore > at)
        {
            yield return ClientCertificateCheck.Fail(
                CertificateReason.IntermediateExpired,
                CheckEffect.NotAccepted,
                $"The authority's certificate '{authority}' was valid from {Text(authority.NotBefore)} to {Text(authority.NotAfter)} only.",
                "Install the authority's renewed certificate at both ends.");
        }
    }

    // Measured: OpenSSL 3.0 and Java 17 take an authority of version 1 as trust anchor; RFC 5280, 6.1.4 (k) allows no other.
    private static IEnumerable<ClientCertificateCheck> MayIssue(TlsCertificate authority, bool isAnchor)
    {
        bool hasSignerUsage = authority.KeyUsage is not { } usage || usage.HasFlag(X509KeyUsageFlags.KeyCertSign);
        if (authority.IsCertificateAuthority is true && hasSignerUsage)
        {
            yield break;
        }

        string message = authority.IsCertificateAuthority switch
        {
            true => $"The key usage of '{authority}' does not allow it to sign certificates.",
            false => $"The certificate '{authority}' says that it is no authority.",
            null => $"The certificate '{authority}' does not say that it is an authority (version {authority.Version}).",
        };
        const string Remedy = "Replace the authority's certificate by one with basicConstraints CA:TRUE and keyCertSign.";
        yield return isAnchor && authority.IsCertificateAuthority is null && authority.Version < 3
            ? ClientCertificateCheck.Warning(CertificateReason.NotACertificateAuthority, message + " OpenSSL and Java accept that of what they trust.", Remedy)
            : ClientCertificateCheck.Fail(CertificateReason.NotACertificateAuthority, CheckEffect.NotAccepted, message, Remedy);
    }

    private static IEnumerable<ClientCertificateCheck> Size(TlsCertificate authority)
    {
        if (authority.PublicKey is { Algorithm: "RSA" or "RSA-PSS", Size: < 2048 } key)
        {
            yield return ClientCertificateCheck.Warning(
                CertificateReason.KeyTooSmall,
                $"The key of the authority '{authority}' has {key.Size} bits; OpenSSL at security level 2 refuses fewer than 2048.",
                "Replace the authority.",
                CheckEffect.Undecided);
        }
    }

    /// <summary>
    /// Judges one signature of the chain. Peers hardly enforce the list for chains, but weak digests they refuse by themselves.
    /// </summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc9155">RFC 9155</seealso>
    private static ClientCertificateCheck Signature(TlsCertificate certificate, ClientCertificateRequest request)
    {
        IReadOnlyList<SignatureScheme> schemes = request.CertificateSignatureSchemes.Count > 0 ? request.CertificateSignatureSchemes : request.SignatureSchemes;
        bool isListed = certificate.SignatureAlgorithm is { } algorithm && schemes.Any(scheme => Matches(scheme, algorithm));
        bool isWeak = certificate.SignatureAlgorithm is { } signature && SignedDer.Hash(signature)?.Name is "MD5" or "SHA1";
        string found = $"The certificate '{certificate}' is signed with {certificate.SignatureAlgorithm}";
        if (isListed || (schemes.Count == 0 && !isWeak))
        {
            return ClientCertificateCheck.Pass(CertificateReason.ChainSignatureAlgorithmNotAccepted, found + (isListed ? ", which the server takes." : "."));
        }

        const string Remedy = "Issue the certificate anew with a signature that the server takes.";
        return isWeak && schemes.Count > 0
            ? ClientCertificateCheck.Fail(CertificateReason.ChainSignatureAlgorithmNotAccepted, CheckEffect.NotAccepted, found + ", which the server does not take.", Remedy)
            : ClientCertificateCheck.Warning(
                CertificateReason.ChainSignatureAlgorithmNotAccepted,
                found + (isWeak ? ", which OpenSSL refuses from security level 1 on." : ", which the server does not list; most servers check a chain all the same."),
                Remedy,
                isWeak ? CheckEffect.Undecided : CheckEffect.None);
    }

    private static bool Matches(SignatureScheme scheme, SignatureAlgorithm algorithm)
    {
        if (SchemeTraits.Of(scheme) is not { } traits)
        {
            return false;
        }

        bool isSameHash = traits.Hash is { } hash && SignedDer.Hash(algorithm) is { } signed && hash == signed;
        return algorithm.Name switch
        {
            "rsassaPss" => isSameHash && traits.Padding == RSASignaturePadding.Pss,
            "ED25519" or "ED448" => string.Equals(algorithm.Name, traits.KeyAlgorithm, StringComparison.OrdinalIgnoreCase),
            _ when algorithm.Name.StartsWith("ecdsa", StringComparison.Ordinal) => isSameHash && traits.KeyAlgorithm == "EC",
            _ when algorithm.Name.StartsWith("dsa", StringComparison.Ordinal) => isSameHash && traits.KeyAlgorithm == "DSA",
            _ => isSameHash && traits.Padding == RSASignaturePadding.Pkcs1,
        };
    }

    private static string Text(DateTime? time) => time?.ToString("u", CultureInfo.InvariantCulture) ?? "?";
}
