using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>Whether the chain is complete, in order, and leads to what the server trusts.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-6.1">RFC 5280, 6.1</seealso>
internal static class ChainCheck
{
    public static IEnumerable<ClientCertificateCheck> Examine(Candidate candidate)
    {
        if (candidate.Leaf is not { } leaf)
        {
            return [];
        }

        IEnumerable<ClientCertificateCheck> checks = Order(candidate, leaf).Concat(Length(candidate)).Concat(candidate.Context.TrustAnchors is null ? Complete(candidate, leaf) : Trusted(candidate, leaf));
        return candidate.DecidingPath is { } path ? checks.Concat(PathChecks.Examine(path, candidate)) : checks;
    }

    private static IEnumerable<ClientCertificateCheck> Order(Candidate candidate, TlsCertificate leaf)
    {
        IReadOnlyList<TlsCertificate> stored = candidate.Entry.AsStored;
        bool isInOrder = stored.Count == 0
            || (stored[0].Equals(leaf) && Enumerable.Range(1, stored.Count - 1).All(index => stored[index - 1].Issuer == stored[index].Subject));
        yield return isInOrder
            ? ClientCertificateCheck.Pass(CertificateReason.BundleOutOfOrder, $"The certificates stand in the order of issue ({stored.Count}).")
            : ClientCertificateCheck.Warning(
                CertificateReason.BundleOutOfOrder,
                "The certificates do not stand in the order of issue. Software that sends them as they stand breaks RFC 5246, 7.4.2.",
                "Write the client's certificate first, then its issuer's, and so on.");
    }

    /// <summary>Servers bound what they read before they know their client. Measured with OpenSSL 3.0, Java 17 and GnuTLS 3.7.</summary>
    private static IEnumerable<ClientCertificateCheck> Length(Candidate candidate)
    {
        const string Remedy = "Leave only the client's certificate and the intermediates that lead to the root in the entry.";
        int chain = Length(candidate.Entry.Chain);
        int longest = Math.Max(chain, Length(candidate.Entry.AsStored));
        if (chain > OpenSslLimit)
        {
            yield return ClientCertificateCheck.Fail(
                CertificateReason.ChainTooLarge,
                CheckEffect.NotAccepted,
                $"The chain has {chain} bytes; OpenSSL answers more than {OpenSslLimit} with illegal_parameter (47), and Java and GnuTLS take less.",
                Remedy);
        }
        else if (longest > JavaLimit)
        {
            yield return ClientCertificateCheck.Warning(
                CertificateReason.ChainTooLarge,
                $"The certificates have {longest} bytes; Java servers end the connection at more than {JavaLimit}.",
                Remedy,
                CheckEffect.Undecided);
        }
    }

    // RFC 8446, 4.4.2: each certificate has three octets of length before it.
    private static int Length(IEnumerable<TlsCertificate> certificates) => certificates.Sum(certificate => certificate.RawData.Length + 3);

    /// <summary>Without the server's trust store only a leaf that stands alone can be judged.</summary>
    private static IEnumerable<ClientCertificateCheck> Complete(Candidate candidate, TlsCertificate leaf)
    {
        bool isAlone = candidate.Entry.Chain.Count == 1 && !leaf.IsSelfIssued && candidate.Authorities?.Find(leaf.Issuer) is null;
        yield return isAlone
            ? ClientCertificateCheck.Warning(
                CertificateReason.IntermediateMissing,
                $"The entry holds the certificate alone. If its issuer '{leaf.Issuer}' is an intermediate, the server cannot build the chain.",
                "Put the issuer's certificate into the entry, behind the client's own.")
            : ClientCertificateCheck.Pass(CertificateReason.IntermediateMissing, "The entry holds the certificate's chain, or its issuer is listed.");
    }

    private static IEnumerable<ClientCertificateCheck> Trusted(Candidate candidate, TlsCertificate leaf)
    {
        if (candidate.DecidingPath is { } path)
        {
            yield return ClientCertificateCheck.Pass(CertificateReason.IssuerUntrusted, $"The chain leads to '{path.Certificates[path.Certificates.Count - 1]}', which the server trusts.");
            if (!path.Certificates[path.Certificates.Count - 1].IsSelfIssued)
            {
                yield return ClientCertificateCheck.Warning(
                    CertificateReason.AnchorNotSelfSigned,
                    "What the server trusts is no root. Java and GnuTLS accept that; OpenSSL does so only when told to accept partial chains.",
                    "Add the root to the server's trust store.",
                    CheckEffect.Undecided);
            }

            yield break;
        }

        IReadOnlyList<TlsCertificate> anchors = candidate.Context.TrustAnchors!;
        if (OtherKey(candidate, anchors) is { } other)
        {
            yield return ClientCertificateCheck.Fail(
                CertificateReason.IssuerKeyDiffers,
                CheckEffect.NotAccepted,
                $"The server trusts an authority named '{other}', but with another key than the one that signed.",
                "Install the same generation of the authority's certificate at both ends.");
            yield break;
        }

        bool isBridged = candidate.Paths.FirstOrDefault(path => path.IsTrusted) is not null;
        bool isAlone = candidate.Entry.Chain.Count == 1 && !leaf.IsSelfIssued;
        if (isBridged || isAlone)
        {
            string missing = candidate.Paths.FirstOrDefault(path => path.IsTrusted) is { } bridge
                ? string.Join(", ", bridge.Certificates.Where(certificate => !candidate.Entry.Chain.Contains(certificate) && !anchors.Contains(certificate)).Select(certificate => $"'{certificate}' by '{certificate.Issuer}'"))
                : $"'{leaf.Issuer}'";
            yield return ClientCertificateCheck.Fail(
                CertificateReason.IntermediateMissing,
                CheckEffect.NotAccepted,
                $"The server cannot build the chain: the entry lacks {missing}.",
                "Put the missing certificates into the entry, behind the client's own, or into the server's store of intermediates.");
        }

        if (!isBridged && !(isAlone && candidate.Paths.All(path => path.Certificates.Count == 1)))
        {
            yield return ClientCertificateCheck.Fail(
                CertificateReason.IssuerUntrusted,
                CheckEffect.NotAccepted,
                $"No chain leads to a certificate that the server trusts: {string.Join("; ", candidate.ServerPaths)}.",
                "Add the root of the chain to the server's trust store, or use a certificate of an authority that it trusts.");
        }
    }

    /// <summary>The name of a trusted authority that issued a certificate of the chain by its name and not by its key.</summary>
    private static DistinguishedName? OtherKey(Candidate candidate, IReadOnlyList<TlsCertificate> anchors) => candidate.ServerPaths
        .SelectMany(path => path.Certificates)
        .SelectMany(certificate => anchors.Where(anchor => anchor.Subject is not null
            && anchor.Subject == certificate.Issuer
            && !anchor.Equals(certificate)
            && certificate.IsSignedBy(anchor) is false))
        .Select(anchor => anchor.Subject)
        .FirstOrDefault();

    // OpenSSL: SSL_MAX_CERT_LIST_DEFAULT, against clients that fill its memory.
    private const int OpenSslLimit = 1024 * 100;

    // JDK: jdk.tls.maxHandshakeMessageSize, 32,768 unless it is set.
    private const int JavaLimit = 32768;
}
