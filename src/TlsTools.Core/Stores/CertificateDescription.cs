using System;
using System.Collections.Generic;
using TlsTools.X509;

namespace TlsTools.Stores;

/// <summary>A certificate of which a source tells and that it does not contain. What the source does not say is <see langword="null"/>.</summary>
public sealed record CertificateDescription
{
    /// <summary>The subject as the source writes it.</summary>
    public string? SubjectText { get; init; }

    /// <summary>The issuer as the source writes it.</summary>
    public string? IssuerText { get; init; }

    /// <summary>The subject; <see langword="null"/> when the text is no name.</summary>
    public DistinguishedName? Subject { get; init; }

    /// <summary>The issuer; <see langword="null"/> when the text is no name.</summary>
    public DistinguishedName? Issuer { get; init; }

    /// <summary>The serial number in upper-case hex.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>From when on the certificate is valid, in UTC.</summary>
    public DateTime? NotBefore { get; init; }

    /// <summary>Until when the certificate is valid, in UTC.</summary>
    public DateTime? NotAfter { get; init; }

    /// <summary>The public key in the source's words.</summary>
    public string? PublicKey { get; init; }

    /// <summary>The signature algorithm in the source's words.</summary>
    public string? SignatureAlgorithm { get; init; }

    /// <summary>The version.</summary>
    public int? Version { get; init; }

    /// <summary>Whether the source says that the subject issues certificates.</summary>
    public bool? IsCertificateAuthority { get; init; }

    /// <summary>The names beside the subject, as the source writes them.</summary>
    public IReadOnlyList<string> SubjectAlternativeNames { get; init; } = [];

    /// <summary>Names the subject.</summary>
    public override string ToString() => Subject?.Name ?? SubjectText ?? string.Empty;
}
