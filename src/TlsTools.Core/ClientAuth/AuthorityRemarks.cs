using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>Finds what certificates at hand tell about a name that a server lists.</summary>
internal static class AuthorityRemarks
{
    /// <summary>The authority with its best certificate and what follows from all of them.</summary>
    public static AcceptableAuthority Judge(AcceptableAuthority authority, IReadOnlyList<TlsCertificate> certificates, DateTime? at)
    {
        if (certificates.Count == 0)
        {
            return authority with { };
        }

        return authority with
        {
            Certificate = certificates.Count == 1 ? certificates[0]
                : certificates.OrderByDescending(IsAuthority).ThenByDescending(certificate => IsValid(certificate, at)).First(),
            Remarks = authority.Remarks.Union(Find(certificates, at)).ToArray(),
        };
    }

    /// <summary>Whether a certificate may issue others; one of version 1, which cannot say so, may when it signed itself.</summary>
    public static bool IsAuthority(TlsCertificate certificate) =>
        certificate.IsCertificateAuthority ?? (certificate.Version < 3 && certificate.IsSelfIssued);

    private static IEnumerable<AuthorityRemark> Find(IReadOnlyList<TlsCertificate> certificates, DateTime? at)
    {
        if (!certificates.Any(IsAuthority))
        {
            yield return AuthorityRemark.NamesLeaf;
        }

        if (certificates.All(certificate => certificate.IsCertificateAuthority is not true))
        {
            yield return AuthorityRemark.NotACertificateAuthority;
        }

        if (at is { } time && certificates.All(certificate => certificate.NotAfter < time))
        {
            yield return AuthorityRemark.Expired;
        }

        if (at is { } now && certificates.All(certificate => certificate.NotBefore > now))
        {
            yield return AuthorityRemark.NotYetValid;
        }

        if (certificates.Count > 1 && certificates.Select(certificate => certificate.PublicKey?.RawData).OfType<byte[]>().Select(Convert.ToBase64String).Distinct().Skip(1).Any())
        {
            yield return AuthorityRemark.SeveralKeys;
        }
    }

    private static bool IsValid(TlsCertificate certificate, DateTime? at) =>
        at is null || (certificate.NotBefore <= at && certificate.NotAfter >= at);
}
