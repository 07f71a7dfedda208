using System.Collections.Generic;
using TlsTools.Stores;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>A set of authorities that keeps given client certificates working.</summary>
public sealed record AuthorityReduction
{
    /// <summary>The names to keep.</summary>
    public required IReadOnlyList<DistinguishedName> Keep { get; init; }

    /// <summary>The names of the list that no given certificate needs.</summary>
    public required IReadOnlyList<DistinguishedName> Drop { get; init; }

    /// <summary>Whether no smaller set does; <see langword="false"/> where there were too many names to try all sets and the set was found by taking the most useful name first.</summary>
    public required bool IsSmallest { get; init; }

    /// <summary>The entries that no name of the list helps.</summary>
    public required IReadOnlyList<KeyStoreEntry> NotHelped { get; init; }

    /// <summary>Says how many names are kept.</summary>
    public override string ToString() => $"{Keep.Count} to keep, {Drop.Count} to drop{(IsSmallest ? string.Empty : " (a smaller set may exist)")}";
}
