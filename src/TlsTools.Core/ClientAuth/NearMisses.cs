using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Stores;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>Finds what nearly matches a list, so that a person need not compare names letter by letter.</summary>
internal static class NearMisses
{
    public static IReadOnlyList<NearMiss> Find(
        KeyStoreEntry entry, AcceptableAuthorityList list, IReadOnlyList<CertificatePath> paths, IReadOnlyList<TlsCertificate> atHand, bool isMatch)
    {
        List<DistinguishedName> issuers = [.. entry.Names.Select(names => names.Issuer).OfType<DistinguishedName>().Distinct()];
        List<NearMiss> found = [.. issuers.SelectMany(issuer => SimilarNames(issuer, list))];
        found.AddRange(OtherKeys(entry, list, atHand));
        found.AddRange(Leaf(entry, list));
        if (!isMatch)
        {
            found.AddRange(Bridges(entry, list, paths));
        }

        return found;
    }

    private static IEnumerable<NearMiss> SimilarNames(DistinguishedName issuer, AcceptableAuthorityList list)
    {
        foreach (AcceptableAuthority authority in list.Authorities)
        {
            (NearMissKind Kind, string Difference)? miss = authority.Name.Equals(issuer)
                ? authority.RawData is { } bytes && !bytes.SequenceEqual(issuer.RawData)
                    ? (NearMissKind.OtherEncoding, $"is the same name by RFC 5280, 7.1 and has other bytes ({NameDifference.Describe(issuer, authority.Name)}); peers that compare bytes see two names")
                    : null
                : list.Find(issuer) is null ? NameDifference.Classify(issuer, authority.Name) : null;
            if (miss is { } found)
            {
                yield return new NearMiss
                {
                    Kind = found.Kind,
                    Authority = authority,
                    Name = issuer,
                    Message = $"The listed name '{authority}' {found.Difference}; the chain's issuer is '{issuer}'.",
                };
            }
        }
    }

    /// <summary>The name is right and the certificate at hand that bears it is another generation of the authority.</summary>
    private static IEnumerable<NearMiss> OtherKeys(KeyStoreEntry entry, AcceptableAuthorityList list, IReadOnlyList<TlsCertificate> atHand)
    {
        foreach (TlsCertificate certificate in entry.Chain.Where(certificate => list.Find(certificate.Issuer) is not null))
        {
            List<TlsCertificate> named = [.. atHand.Where(issuer => issuer.Subject == certificate.Issuer && !issuer.Equals(certificate))];
            if (named.Count > 0 && named.All(issuer => certificate.IsSignedBy(issuer) is false))
            {
                yield return new NearMiss
                {
                    Kind = NearMissKind.OtherKey,
                    Authority = list.Find(certificate.Issuer)!,
                    Name = certificate.Issuer!,
                    Certificate = named[0],
                    Message = $"The listed '{certificate.Issuer}' has another key (subject key {named[0].SubjectKeyIdentifier ?? "unnamed"}) than the one that signed '{certificate}' (authority key {certificate.AuthorityKeyIdentifier ?? "unnamed"}).",
                };
            }
        }
    }

    private static IEnumerable<NearMiss> Leaf(KeyStoreEntry entry, AcceptableAuthorityList list)
    {
        if (list.Find(entry.Subject) is { } authority && entry.Subject != entry.Issuer)
        {
            yield return new NearMiss
            {
                Kind = NearMissKind.NamesLeaf,
                Authority = authority,
                Name = entry.Subject!,
                Certificate = entry.Certificate,
                Message = $"The list names the client's own certificate '{authority}' and not its issuer '{entry.Issuer}'.",
            };
        }
    }

    /// <summary>What would lead from the stored chain to a listed name: an intermediate that the entry lacks, or a cross certificate beside one that it has.</summary>
    private static IEnumerable<NearMiss> Bridges(KeyStoreEntry entry, AcceptableAuthorityList list, IReadOnlyList<CertificatePath> paths)
    {
        HashSet<TlsCertificate> told = [];
        foreach (CertificatePath path in paths)
        {
            TlsCertificate? bridge = path.Certificates.FirstOrDefault(certificate => !entry.Chain.Contains(certificate));
            if (bridge is null || path.Issuers.Select(list.Find).FirstOrDefault(found => found is not null) is not { } authority || !told.Add(bridge))
            {
                continue;
            }

            bool isCross = entry.Chain.Any(stored => stored.Subject == bridge.Subject);
            yield return new NearMiss
            {
                Kind = isCross ? NearMissKind.CrossCertificate : NearMissKind.OnlyBuildable,
                Authority = authority,
                Name = bridge.Subject!,
                Certificate = bridge,
                Message = isCross
                    ? $"The cross certificate of '{bridge}' by '{bridge.Issuer}' leads to the listed '{authority}'; the entry has the one by '{entry.Chain.First(stored => stored.Subject == bridge.Subject).Issuer}' instead."
                    : $"The chain leads to the listed '{authority}' over '{bridge}', which the entry lacks.",
            };
        }
    }
}
