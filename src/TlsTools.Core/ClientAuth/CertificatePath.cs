using System.Collections.Generic;
using System.Linq;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>One way from a certificate up to an authority, every signature on it checked as far as the platform can.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-6.1">RFC 5280, 6.1</seealso>
public sealed class CertificatePath
{
    /// <summary>The certificates, leaf first; each is issued by the next.</summary>
    public required IReadOnlyList<TlsCertificate> Certificates { get; init; }

    /// <summary>Why the path goes no further.</summary>
    public required CertificatePathEnd End { get; init; }

    /// <summary>Whether all certificates but the last, if that one is trusted or signed itself, stand in the entry.</summary>
    public bool IsAsStored { get; init; }

    /// <summary>Whether all signatures were checked; <see langword="false"/> where one is of a kind that the platform does not know.</summary>
    public bool IsVerified { get; init; }

    /// <summary>The certificates that have the issuer's name and another key.</summary>
    public IReadOnlyList<TlsCertificate> OtherKeys { get; init; } = [];

    /// <summary>Whether the path ends at a certificate that the server trusts.</summary>
    public bool IsTrusted => End == CertificatePathEnd.TrustAnchor;

    /// <summary>Whether the path ends at a trusted or a self-signed certificate.</summary>
    public bool IsComplete => End is CertificatePathEnd.TrustAnchor or CertificatePathEnd.SelfSigned;

    /// <summary>The name of the authority whose certificate is missing; <see langword="null"/> on a path that is complete.</summary>
    public DistinguishedName? MissingIssuer => IsComplete ? null : Certificates[Certificates.Count - 1].Issuer;

    /// <summary>The certificates' issuers, lowest first.</summary>
    public IEnumerable<DistinguishedName> Issuers => Certificates.Select(certificate => certificate.Issuer).OfType<DistinguishedName>();

    /// <summary>The subjects from the leaf up, and how the path ends.</summary>
    public override string ToString() => string.Join(" < ", Certificates) + End switch
    {
        CertificatePathEnd.TrustAnchor => " (trusted)",
        CertificatePathEnd.SelfSigned => " (self-signed)",
        CertificatePathEnd.IssuerKeyDiffers => $" < {MissingIssuer} (of another key)",
        _ => $" < {MissingIssuer} (missing)",
    };
}
