namespace TlsTools.ClientAuth;

/// <summary>How two names, or a name and a chain, just fail to match.</summary>
public enum NearMissKind
{
    /// <summary>The names are the same by RFC 5280, 7.1 and have other bytes: another string type, other case or other space. Peers that compare bytes see two names.</summary>
    OtherEncoding,

    /// <summary>The names have the same parts in another order.</summary>
    OtherOrder,

    /// <summary>The names differ only in an e-mail address, which one has and the other has not or has under another type.</summary>
    EmailAddress,

    /// <summary>The names differ only in punctuation or space within their values.</summary>
    Punctuation,

    /// <summary>The names have the same common name and differ in the rest.</summary>
    SameCommonName,

    /// <summary>The name is listed, and the authority's certificate at hand has another key than the one that signed.</summary>
    OtherKey,

    /// <summary>A chain that can be built from certificates at hand leads to a listed name; the chain that is stored does not.</summary>
    OnlyBuildable,

    /// <summary>The list names the root of another hierarchy, and a cross certificate at hand leads from the chain to it.</summary>
    CrossCertificate,

    /// <summary>The list names the client's own certificate instead of its issuer.</summary>
    NamesLeaf,
}
