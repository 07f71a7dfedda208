namespace TlsTools.ClientAuth;

/// <summary>What is worth knowing about one name of a list of acceptable authorities.</summary>
public enum AuthorityRemark
{
    /// <summary>The name is the subject of a certificate that issues none: a client's own, put into the trust store instead of its authority.</summary>
    NamesLeaf,

    /// <summary>The same name stands in the list before.</summary>
    Duplicate,

    /// <summary>All certificates at hand that have the name were expired.</summary>
    Expired,

    /// <summary>All certificates at hand that have the name were not yet valid.</summary>
    NotYetValid,

    /// <summary>A certificate at hand that has the name does not say that it may issue others.</summary>
    NotACertificateAuthority,

    /// <summary>Certificates at hand have the name and different keys.</summary>
    SeveralKeys,

    /// <summary>The bytes are no readable name.</summary>
    Unreadable,

    /// <summary>The source wrote the names one after the other, and where this one begins and ends is inferred.</summary>
    BoundaryInferred,
}
