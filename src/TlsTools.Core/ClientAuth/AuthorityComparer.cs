using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Stores;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>Holds certificates against lists of acceptable authorities, and lists against lists.</summary>
public static class AuthorityComparer
{
    /// <summary>Finds which listed names match which elements of an entry's chain, and what only nearly does.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="list">The server's list.</param>
    /// <param name="others">Further certificates at hand, from which chains can be built: intermediates, cross certificates, roots.</param>
    public static AuthorityComparison Compare(KeyStoreEntry entry, AcceptableAuthorityList list, IReadOnlyList<TlsCertificate>? others = null)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(list);
        List<TlsCertificate> atHand = [.. (others ?? []).Concat(list.Authorities.Select(authority => authority.Certificate).OfType<TlsCertificate>()).Distinct()];
        IReadOnlyList<CertificatePath> paths = entry.Certificate is { } leaf
            ? new CertificatePathBuilder(entry.Chain.Concat(entry.AsStored), atHand, []).Build(leaf)
            : [];
        List<AuthorityMatch> stored = [.. Stored(entry, list)];
        List<AuthorityMatch> built = [.. Built(entry, list, paths)];
        return new AuthorityComparison
        {
            Certificate = entry.Certificate,
            Subject = entry.Subject,
            Alias = entry.Alias,
            Source = entry.Source,
            List = list,
            IsMatch = stored.Count > 0,
            IsMatchWhenBuilt = stored.Count + built.Count > 0,
            Matches = stored.Concat(built).ToArray(),
            NearMisses = NearMisses.Find(entry, list, paths, atHand, stored.Count > 0),
            Names = Compare(AcceptableAuthorityList.FromNames(Issuers(entry), entry.Source), list),
        };
    }

    /// <summary>Holds two lists against each other: two nodes, two captures, before and after.</summary>
    /// <param name="reference">The list on the left.</param>
    /// <param name="difference">The list on the right.</param>
    /// <returns>The names of the reference in its order, then those that only the difference has.</returns>
    public static IReadOnlyList<AuthorityDifference> Compare(AcceptableAuthorityList reference, AcceptableAuthorityList difference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(difference);
        return Unique(reference).Select(left => Row(left, difference.Find(left.Name)))
            .Concat(Unique(difference).Where(right => reference.Find(right.Name) is null).Select(right => Row(null, right)))
            .ToArray();
    }

    private static AuthorityDifference Row(AcceptableAuthority? left, AcceptableAuthority? right) => new()
    {
        Name = (left ?? right)!.Name,
        SideIndicator = left is null ? AuthorityDifference.OnlyDifference : right is null ? AuthorityDifference.OnlyReference : AuthorityDifference.Both,
        ReferencePosition = left?.Position,
        DifferencePosition = right?.Position,
        IsSameBytes = left?.RawData is { } leftBytes && right?.RawData is { } rightBytes ? leftBytes.SequenceEqual(rightBytes) : null,
        Certificate = left?.Certificate ?? right?.Certificate,
    };

    private static IEnumerable<AcceptableAuthority> Unique(AcceptableAuthorityList list) =>
        list.Authorities.Where(authority => !authority.Remarks.Contains(AuthorityRemark.Duplicate));

    private static IEnumerable<DistinguishedName> Issuers(KeyStoreEntry entry) => entry.Names.Select(names => names.Issuer).OfType<DistinguishedName>().Distinct();

    private static IEnumerable<AuthorityMatch> Stored(KeyStoreEntry entry, AcceptableAuthorityList list)
    {
        IReadOnlyList<CertificateNames> names = entry.Names;
        for (int depth = 0; depth < names.Count; depth++)
        {
            if (list.Find(names[depth].Issuer) is { } authority)
            {
                yield return Match(authority, names[depth].Issuer!, depth, depth < entry.Chain.Count ? entry.Chain[depth] : null, isAsStored: true);
            }
        }
    }

    private static IEnumerable<AuthorityMatch> Built(KeyStoreEntry entry, AcceptableAuthorityList list, IReadOnlyList<CertificatePath> paths) => paths
        .SelectMany(path => path.Certificates.Select((certificate, depth) => (Certificate: certificate, Depth: depth)))
        .Distinct()
        .Where(element => !entry.Chain.Contains(element.Certificate) && list.Find(element.Certificate.Issuer) is not null)
        .OrderBy(element => element.Depth)
        .Select(element => Match(list.Find(element.Certificate.Issuer)!, element.Certificate.Issuer!, element.Depth, element.Certificate, isAsStored: false));

    private static AuthorityMatch Match(AcceptableAuthority authority, DistinguishedName issuer, int depth, TlsCertificate? certificate, bool isAsStored) => new()
    {
        Authority = authority,
        Depth = depth,
        Certificate = certificate,
        IsAsStored = isAsStored,
        IsSameBytes = authority.RawData?.SequenceEqual(issuer.RawData),
    };
}
