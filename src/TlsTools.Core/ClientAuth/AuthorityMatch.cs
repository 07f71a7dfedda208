using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>A listed name that issued an element of a chain.</summary>
public sealed record AuthorityMatch
{
    /// <summary>The listed authority.</summary>
    public required AcceptableAuthority Authority { get; init; }

    /// <summary>The element of the chain that it issued, 0 for the leaf.</summary>
    public required int Depth { get; init; }

    /// <summary>The element's certificate; <see langword="null"/> where the source only tells of it.</summary>
    public TlsCertificate? Certificate { get; init; }

    /// <summary>Whether the element stands in the entry; otherwise it is in a chain that can be built.</summary>
    public required bool IsAsStored { get; init; }

    /// <summary>Whether both names have the same bytes; <see langword="null"/> where the list's source does not tell them.</summary>
    public bool? IsSameBytes { get; init; }

    /// <summary>Names the authority and the element.</summary>
    public override string ToString() => $"'{Authority}' issued element {Depth}";
}
