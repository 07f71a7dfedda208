using System;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace TlsTools.X509;

/// <summary>What a responder says of one certificate.</summary>
/// <remarks>
/// <code>
/// SingleResponse ::= SEQUENCE {
///      certID                  CertID,
///      certStatus              CertStatus,
///      thisUpdate              GeneralizedTime,
///      nextUpdate          [0] EXPLICIT GeneralizedTime OPTIONAL,
///      singleExtensions    [1] EXPLICIT Extensions OPTIONAL }
///
/// CertID ::= SEQUENCE {
///      hashAlgorithm           AlgorithmIdentifier,
///      issuerNameHash          OCTET STRING,
///      issuerKeyHash           OCTET STRING,
///      serialNumber            CertificateSerialNumber }
///
/// CertStatus ::= CHOICE {
///      good                [0] IMPLICIT NULL,
///      revoked             [1] IMPLICIT SEQUENCE {
///           revocationTime          GeneralizedTime,
///           revocationReason    [0] EXPLICIT CRLReason OPTIONAL },
///      unknown             [2] IMPLICIT NULL }
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6960#section-4.2.1">RFC 6960, 4.2.1</seealso>
public sealed record OcspSingleResponse
{
    /// <summary>The digest that names the issuer, for instance <c>sha1</c>; the object identifier where there is no name for it.</summary>
    public required string HashAlgorithm { get; init; }

    /// <summary>The digest of the issuer's name, in upper-case hex.</summary>
    public required string IssuerNameHash { get; init; }

    /// <summary>The digest of the issuer's key, in upper-case hex.</summary>
    public required string IssuerKeyHash { get; init; }

    /// <summary>The certificate's serial number in upper-case hex.</summary>
    public required string SerialNumber { get; init; }

    /// <summary>What is said.</summary>
    public required OcspCertificateStatus Status { get; init; }

    /// <summary>When the certificate was revoked, in UTC; <see langword="null"/> when it was not.</summary>
    public DateTime? RevokedAt { get; init; }

    /// <summary>When this was known to be so, in UTC.</summary>
    public required DateTime? ThisUpdate { get; init; }

    /// <summary>When something newer was to be known, in UTC; <see langword="null"/> when the responder always has something newer.</summary>
    public DateTime? NextUpdate { get; init; }

    /// <summary>Says of which certificate what is said.</summary>
    public override string ToString() => $"{SerialNumber}: {Status}";

    /// <summary>Whether this is said of a certificate; the issuer's key is compared where it is at hand.</summary>
    internal bool Concerns(TlsCertificate certificate, TlsCertificate? issuer)
    {
        using HashAlgorithm? hash = Create(HashAlgorithm);
        return hash is not null
            && certificate.SerialNumber == SerialNumber
            && certificate.Issuer is { } name && Hex.Upper(hash.ComputeHash(name.RawData)) == IssuerNameHash
            && (issuer is null || Hex.Upper(hash.ComputeHash(OcspRequest.Key(issuer))) == IssuerKeyHash);
    }

    internal static OcspSingleResponse Read(ref DerReader responses)
    {
        DerReader response = responses.ReadSequence("SingleResponse");
        DerReader id = response.ReadSequence("certID");
        string hash = id.ReadSequence("hashAlgorithm").ReadObjectIdentifier("algorithm");
        string nameHash = Hex.Upper(id.ReadContents(Asn1Tag.PrimitiveOctetString, "issuerNameHash"));
        string keyHash = Hex.Upper(id.ReadContents(Asn1Tag.PrimitiveOctetString, "issuerKeyHash"));
        string serialNumber = Hex.Upper(id.ReadContents(Asn1Tag.Integer, "serialNumber"));
        OcspCertificateStatus status = ReadStatus(ref response, out DateTime? revoked);
        return new OcspSingleResponse
        {
            HashAlgorithm = ObjectNames.Digest(hash) ?? hash,
            IssuerNameHash = nameHash,
            IssuerKeyHash = keyHash,
            SerialNumber = serialNumber,
            Status = status,
            RevokedAt = revoked,
            ThisUpdate = CertificateTime.Read(ref response, "thisUpdate"),
            NextUpdate = response.NextIs(s_nextUpdate) ? ReadNextUpdate(response.ReadConstructed(s_nextUpdate, "nextUpdate")) : null,
        };
    }

    private static OcspCertificateStatus ReadStatus(ref DerReader response, out DateTime? revoked)
    {
        revoked = null;
        if (response.NextIs(s_revoked))
        {
            DerReader information = response.ReadConstructed(s_revoked, "revoked");
            revoked = CertificateTime.Read(ref information, "revocationTime");
            return OcspCertificateStatus.Revoked;
        }

        bool isGood = response.NextIs(s_good);
        response.ReadContents(isGood ? s_good : s_unknown, "certStatus");
        return isGood ? OcspCertificateStatus.Good : OcspCertificateStatus.Unknown;
    }

    private static DateTime? ReadNextUpdate(DerReader nextUpdate) => CertificateTime.Read(ref nextUpdate, "nextUpdate");

    private static HashAlgorithm? Create(string name) => name switch
    {
        "sha1" => SHA1.Create(),
        "sha256" => SHA256.Create(),
        "sha384" => SHA384.Create(),
        "sha512" => SHA512.Create(),
        _ => null,
    };

    private static readonly Asn1Tag s_good = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag s_revoked = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag s_unknown = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag s_nextUpdate = new(TagClass.ContextSpecific, 0, isConstructed: true);
}
