using System.Collections.Generic;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>One client certificate held against one server's list.</summary>
public sealed record AuthorityComparison
{
    /// <summary>The certificate; <see langword="null"/> where the source tells of it and does not contain it.</summary>
    public TlsCertificate? Certificate { get; init; }

    /// <summary>Whose certificate it is.</summary>
    public DistinguishedName? Subject { get; init; }

    /// <summary>The entry's name in its store.</summary>
    public string? Alias { get; init; }

    /// <summary>The file or store.</summary>
    public required string Source { get; init; }

    /// <summary>The server's list.</summary>
    public required AcceptableAuthorityList List { get; init; }

    /// <summary>Whether the list names an issuer of the chain as it is stored.</summary>
    public required bool IsMatch { get; init; }

    /// <summary>Whether the list names an issuer of a chain that can be built from all certificates at hand.</summary>
    public required bool IsMatchWhenBuilt { get; init; }

    /// <summary>The listed names that issued an element of the chain, lowest element first, those of the stored chain before others.</summary>
    public required IReadOnlyList<AuthorityMatch> Matches { get; init; }

    /// <summary>What is nearly a match.</summary>
    public required IReadOnlyList<NearMiss> NearMisses { get; init; }

    /// <summary>The issuers of the stored chain (<c>&lt;=</c>) beside the names of the list (<c>=&gt;</c>).</summary>
    public required IReadOnlyList<AuthorityDifference> Names { get; init; }

    /// <summary>Says whether it matches.</summary>
    public override string ToString() =>
        $"{Alias ?? Subject?.Name}: {(IsMatch ? "listed" : IsMatchWhenBuilt ? "listed when the chain is completed" : "not listed")}";
}
