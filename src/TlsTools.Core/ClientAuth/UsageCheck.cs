using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>Whether the certificate may be used by a client.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.12">RFC 5280, 4.2.1.12</seealso>
internal static class UsageCheck
{
    public static IEnumerable<ClientCertificateCheck> Examine(Candidate candidate) =>
        candidate.Leaf is { } leaf ? Readable(leaf).Concat(Purposes(leaf)).Concat(KeyUsage(leaf)).Concat(Version(leaf)) : [];

    private static IEnumerable<ClientCertificateCheck> Readable(TlsCertificate leaf)
    {
        if (leaf.Fault is { } fault)
        {
            yield return ClientCertificateCheck.Fail(CertificateReason.CertificateUnreadable, CheckEffect.NotAccepted, $"The certificate is damaged: {fault}");
        }

        foreach (CertificateExtension extension in leaf.Extensions.Where(extension => extension.Critical && extension.Name == extension.Oid))
        {
            yield return ClientCertificateCheck.Fail(
                CertificateReason.UnknownCriticalExtension,
                CheckEffect.Undecided,
                $"The certificate has the critical extension {extension.Oid}; servers that do not know it refuse the certificate.");
        }
    }

    private static IEnumerable<ClientCertificateCheck> Purposes(TlsCertificate leaf)
    {
        if (leaf.ExtendedKeyUsage is not { } purposes)
        {
            yield return ClientCertificateCheck.Pass(CertificateReason.WrongExtendedKeyUsage, "The certificate is not limited to purposes.");
        }
        else if (purposes.Contains(KeyPurpose.ClientAuthentication))
        {
            yield return ClientCertificateCheck.Pass(CertificateReason.WrongExtendedKeyUsage, "The certificate's purposes include clientAuth.");
        }
        else if (purposes.Contains(KeyPurpose.Any))
        {
            yield return ClientCertificateCheck.Warning(
                CertificateReason.WrongExtendedKeyUsage,
                "The certificate allows any purpose and does not name clientAuth; OpenSSL does not count that as clientAuth.",
                "Issue the certificate with clientAuth.",
                CheckEffect.Undecided);
        }
        else
        {
            yield return ClientCertificateCheck.Fail(
                CertificateReason.WrongExtendedKeyUsage,
                CheckEffect.NotAccepted,
                $"The certificate is for {string.Join(", ", purposes)} and not for clientAuth.",
                "Issue the certificate with clientAuth; public authorities no longer do so.");
        }
    }

    private static IEnumerable<ClientCertificateCheck> KeyUsage(TlsCertificate leaf)
    {
        if (leaf.KeyUsage is { } usage && !usage.HasFlag(X509KeyUsageFlags.DigitalSignature))
        {
            yield return ClientCertificateCheck.Fail(
                CertificateReason.KeyUsageForbidsSigning,
                CheckEffect.NotAccepted,
                $"The key may be used for {usage} and not for signatures, and a client proves its key by a signature.",
                "Issue the certificate with digitalSignature.");
        }
        else
        {
            yield return ClientCertificateCheck.Pass(CertificateReason.KeyUsageForbidsSigning, "The key may be used for signatures.");
        }
    }

    // Measured: OpenSSL 3.0 and Java 17 accept version 1; Go, Schannel and IAIK are documented to refuse it.
    private static IEnumerable<ClientCertificateCheck> Version(TlsCertificate leaf)
    {
        yield return leaf.Version < 3
            ? ClientCertificateCheck.Warning(
                CertificateReason.VersionOne,
                $"The certificate is of version {leaf.Version}. OpenSSL and Java accept that; Go, Schannel and IAIK do not.",
                "Issue a certificate of version 3.")
            : ClientCertificateCheck.Pass(CertificateReason.VersionOne, "The certificate is of version 3.");
    }
}
