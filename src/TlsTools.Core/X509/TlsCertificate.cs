using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsTools.Wire;

namespace TlsTools.X509;

/// <summary>
/// A certificate as a peer sent it. Nothing is parsed or hashed until somebody asks; bytes that are no certificate, or that the
/// platform's own type refuses, are shown as far as they can be read and <see cref="Fault"/> says what is wrong.
/// </summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1">RFC 5280, 4.1</seealso>
public sealed class TlsCertificate : IEquatable<TlsCertificate>
{
    private readonly byte[] _rawData;
    private CertificateFields? _fields;
    private string? _thumbprint;
    private string? _sha256;
    private X509Certificate2? _certificate;
    private bool _isRefused;
    private SignatureCheck? _check;
    private int _hash;

    private TlsCertificate(byte[] rawData) => _rawData = rawData;

    /// <summary>
    /// Whether only a description of it is known, as a log gives one, and not its bytes. What the description does not say is
    /// <see langword="null"/>, and whether a signature is right cannot be told.
    /// </summary>
    public bool IsDescribed { get; private init; }

    /// <summary>The DER bytes as they were sent; empty where only a description is known.</summary>
    public byte[] RawData => _rawData;

    /// <summary>Who holds the private key; <see langword="null"/> when it cannot be read.</summary>
    public DistinguishedName? Subject => Fields.Subject;

    /// <summary>Who signed the certificate; <see langword="null"/> when it cannot be read.</summary>
    public DistinguishedName? Issuer => Fields.Issuer;

    /// <summary>The serial number in upper-case hex, as Windows shows it; <see langword="null"/> when it cannot be read.</summary>
    public string? SerialNumber => Fields.SerialNumber;

    /// <summary>From when on the certificate is valid, in UTC; <see langword="null"/> when it cannot be read.</summary>
    public DateTime? NotBefore => Fields.NotBefore;

    /// <summary>Until when the certificate is valid, in UTC; <see langword="null"/> when it cannot be read.</summary>
    public DateTime? NotAfter => Fields.NotAfter;

    /// <summary>The SHA-1 of the bytes in upper-case hex, as Windows shows it; <see langword="null"/> where the bytes are not known.</summary>
    public string? Thumbprint => IsDescribed ? null : _thumbprint ??= Digest(SHA1.Create());

    /// <summary>The SHA-256 of the bytes in upper-case hex; <see langword="null"/> where the bytes are not known.</summary>
    public string? Sha256 => IsDescribed ? null : _sha256 ??= Digest(SHA256.Create());

    /// <summary>The key that the certificate binds to its subject; <see langword="null"/> when it cannot be read.</summary>
    public CertificatePublicKey? PublicKey => Fields.PublicKey;

    /// <summary>What the issuer signed with; <see langword="null"/> when it cannot be read.</summary>
    public SignatureAlgorithm? SignatureAlgorithm => Fields.SignatureAlgorithm;

    /// <summary>The names beside the subject, in the certificate's order; empty when there are none.</summary>
    public IReadOnlyList<GeneralName> SubjectAlternativeNames => Fields.SubjectAlternativeNames;

    /// <summary>What the key may be used for; <see langword="null"/> when the certificate does not say.</summary>
    public X509KeyUsageFlags? KeyUsage => Fields.KeyUsage;

    /// <summary>The purposes that the key is limited to; <see langword="null"/> when the certificate does not say.</summary>
    public IReadOnlyList<KeyPurpose>? ExtendedKeyUsage => Fields.ExtendedKeyUsage;

    /// <summary>Whether the basic constraints say that the subject issues certificates; <see langword="null"/> when there are none.</summary>
    public bool? IsCertificateAuthority => Fields.IsCertificateAuthority;

    /// <summary>How many intermediate certificates may follow; <see langword="null"/> when that is not limited.</summary>
    public int? PathLength => Fields.PathLength;

    /// <summary>The name of the subject's key in upper-case hex, or <see langword="null"/>.</summary>
    public string? SubjectKeyIdentifier => Fields.SubjectKeyIdentifier;

    /// <summary>The name of the issuer's key in upper-case hex, or <see langword="null"/>.</summary>
    public string? AuthorityKeyIdentifier => Fields.AuthorityKeyIdentifier;

    /// <summary>1, 2 or 3; <see langword="null"/> when it cannot be read.</summary>
    public int? Version => Fields.Version;

    /// <summary>All extensions in the certificate's order.</summary>
    public IReadOnlyList<CertificateExtension> Extensions => Fields.Extensions;

    /// <summary>Whether subject and issuer are the same name, as in a root; the signature is not checked.</summary>
    public bool IsSelfIssued => Subject is { } subject && subject.Equals(Issuer);

    /// <summary>What is wrong with the bytes, or <see langword="null"/>; what stands before the fault is kept.</summary>
    public Fault? Fault => Fields.Fault;

    /// <summary>The certificate as the platform's own type; <see langword="null"/> when the platform refuses the bytes.</summary>
    public X509Certificate2? Certificate
    {
        get
        {
            if (_certificate is null && !_isRefused)
            {
                // Anything that is no DER (a PKCS#12 file, PEM) would be taken too, and may ask for a password.
                _certificate = IsDescribed || Fields.Subject is null ? null : PlatformCertificate.TryCreate(_rawData);
                _isRefused = _certificate is null;
            }

            return _certificate;
        }
    }

    private CertificateFields Fields => _fields ??= CertificateFields.Read(_rawData);

    /// <summary>Takes over the bytes of a certificate; they are never refused, <see cref="Fault"/> says what is wrong with them.</summary>
    /// <param name="encoded">The DER bytes, which must not change any more.</param>
    public static TlsCertificate FromDer(byte[] encoded) => new(encoded ?? throw new ArgumentNullException(nameof(encoded)));

    /// <summary>Makes a certificate of which only a description is known.</summary>
    /// <param name="fields">What the description says.</param>
    internal static TlsCertificate FromDescription(CertificateFields fields) => new([]) { _fields = fields, IsDescribed = true };

    /// <summary>
    /// Whether the key of another certificate signed this one; <see langword="null"/> where the platform cannot tell. The last answer
    /// is kept: handshakes share their certificates, and the same servers are asked again and again.
    /// </summary>
    internal bool? IsSignedBy(TlsCertificate issuer)
    {
        if (IsDescribed || issuer.IsDescribed)
        {
            return null;
        }

        if (_check is not { } check || !ReferenceEquals(check.Issuer, issuer))
        {
            _check = check = new SignatureCheck(issuer, SignedDer.IsSignedBy(_rawData, issuer));
        }

        return check.Answer;
    }

    /// <summary>Whether both are the same bytes; of descriptions, the same names and number.</summary>
    /// <param name="other">The other certificate.</param>
    public bool Equals(TlsCertificate? other) =>
        other is not null && (ReferenceEquals(this, other) || (IsDescribed == other.IsDescribed && (IsDescribed ? IsSameAs(other) : _rawData.AsSpan().SequenceEqual(other._rawData))));

    /// <summary>Whether both have the same issuer and number, which no two certificates of an authority have, and the same subject.</summary>
    /// <param name="other">The other certificate, of which only a description may be known.</param>
    internal bool IsSameAs(TlsCertificate other) =>
        SerialNumber == other.SerialNumber && Equals(Issuer, other.Issuer) && Equals(Subject, other.Subject);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TlsCertificate);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash != 0 ? _hash
        : _hash = IsDescribed ? StringComparer.Ordinal.GetHashCode(SerialNumber ?? string.Empty) : ContentHash.Of(_rawData);

    /// <summary>Names the subject; the thumbprint where it cannot be read or is empty.</summary>
    public override string ToString() => Subject is { Name.Length: > 0 } subject ? subject.Name : Thumbprint ?? SerialNumber ?? "?";

    private string Digest(HashAlgorithm algorithm)
    {
        using (algorithm)
        {
            return Hex.Upper(algorithm.ComputeHash(_rawData));
        }
    }

    private sealed record SignatureCheck(TlsCertificate Issuer, bool? Answer);
}
