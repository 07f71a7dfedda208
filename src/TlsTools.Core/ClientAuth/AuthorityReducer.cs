using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Stores;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>Finds the smallest set of authorities that keeps given client certificates working.</summary>
public static class AuthorityReducer
{
    /// <summary>Finds the set.</summary>
    /// <param name="entries">The client certificates; each needs one issuer of its stored chain in the set, as Java clients do.</param>
    /// <param name="list">The list from which to choose; <see langword="null"/> to choose from all issuers of the chains.</param>
    public static AuthorityReduction Reduce(IEnumerable<KeyStoreEntry> entries, AcceptableAuthorityList? list = null)
    {
        ArgumentNullException.ThrowIfNull(entries);
        List<(KeyStoreEntry Entry, List<DistinguishedName> Names)> needs = [.. entries.Select(entry => (entry, Useful(entry, list)))];
        List<List<DistinguishedName>> open = [.. needs.Select(need => need.Names).Where(names => names.Count > 0)];
        List<DistinguishedName> candidates = WithoutDominated(open);
        bool isExact = candidates.Count <= MostTriedNames;
        List<DistinguishedName> keep = isExact ? Smallest(candidates, open) : Greedy(candidates, open);
        return new AuthorityReduction
        {
            Keep = keep,
            Drop = (list?.Authorities ?? []).Select(authority => authority.Name).Distinct().Where(name => !keep.Contains(name)).ToArray(),
            IsSmallest = isExact,
            NotHelped = needs.Where(need => need.Names.Count == 0).Select(need => need.Entry).ToArray(),
        };
    }

    private static List<DistinguishedName> Useful(KeyStoreEntry entry, AcceptableAuthorityList? list) =>
    [
        .. entry.Names.Select(names => names.Issuer).OfType<DistinguishedName>().Where(name => list is null || list.Find(name) is not null).Distinct(),
    ];

    /// <summary>Names that help nobody whom another name does not help too cannot make the set smaller.</summary>
    private static List<DistinguishedName> WithoutDominated(List<List<DistinguishedName>> needs)
    {
        List<(DistinguishedName Name, HashSet<int> Helps)> names =
        [
            .. needs.SelectMany(need => need).Distinct().Select(name => (name, new HashSet<int>(Enumerable.Range(0, needs.Count).Where(index => needs[index].Contains(name))))),
        ];
        return
        [
            .. names
                .Where((one, place) => !names.Where((other, otherPlace) => otherPlace != place
                    && one.Helps.IsSubsetOf(other.Helps)
                    && (one.Helps.Count < other.Helps.Count || otherPlace > place)).Any())
                .Select(name => name.Name),
        ];
    }

    /// <summary>Tries all sets, small ones first.</summary>
    private static List<DistinguishedName> Smallest(List<DistinguishedName> candidates, List<List<DistinguishedName>> needs) => Enumerable
        .Range(0, candidates.Count + 1)
        .Select(size => Choose(candidates, needs, size, 0, []))
        .First(found => found is not null)!;

    private static List<DistinguishedName>? Choose(List<DistinguishedName> candidates, List<List<DistinguishedName>> needs, int size, int from, List<DistinguishedName> chosen)
    {
        List<DistinguishedName>? unmet = needs.Find(need => !need.Exists(chosen.Contains));
        if (unmet is null || chosen.Count == size)
        {
            return unmet is null ? chosen : null;
        }

        for (int index = from; index < candidates.Count; index++)
        {
            if (Choose(candidates, needs, size, index + 1, [.. chosen, candidates[index]]) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static List<DistinguishedName> Greedy(List<DistinguishedName> candidates, List<List<DistinguishedName>> needs)
    {
        List<DistinguishedName> keep = [];
        List<List<DistinguishedName>> unmet = [.. needs];
        while (unmet.Count > 0)
        {
            DistinguishedName best = candidates.OrderByDescending(name => unmet.Count(need => need.Contains(name))).First();
            keep.Add(best);
            unmet.RemoveAll(need => need.Contains(best));
        }

        return keep;
    }

    // 2^16 sets of names are tried in a moment, each name more doubles that.
    private const int MostTriedNames = 16;
}
