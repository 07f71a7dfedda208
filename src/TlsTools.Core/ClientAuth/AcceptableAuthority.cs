using System.Collections.Generic;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>One authority that a server names as acceptable for client certificates.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-7.4.4">RFC 5246, 7.4.4</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2.4">RFC 8446, 4.2.4</seealso>
public sealed record AcceptableAuthority
{
    /// <summary>The name.</summary>
    public required DistinguishedName Name { get; init; }

    /// <summary>The DER bytes as sent; <see langword="null"/> where the source is a text, which does not tell them.</summary>
    public byte[]? RawData { get; init; }

    /// <summary>1, 2, 3 … in the list.</summary>
    public required int Position { get; init; }

    /// <summary>Where the list came from.</summary>
    public required string Source { get; init; }

    /// <summary>A certificate at hand that has the name, one that issues others and is valid before any other; <see langword="null"/> without one.</summary>
    public TlsCertificate? Certificate { get; init; }

    /// <summary>What is worth knowing.</summary>
    public IReadOnlyList<AuthorityRemark> Remarks { get; init; } = [];

    /// <summary>The list in which the name stands.</summary>
    public AcceptableAuthorityList? List { get; internal set; }

    /// <summary>Gives the name.</summary>
    public override string ToString() => Name.Name;
}
