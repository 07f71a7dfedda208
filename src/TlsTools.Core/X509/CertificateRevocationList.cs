using System;
using System.Collections.Generic;
using System.Formats.Asn1;
using TlsTools.Wire;

namespace TlsTools.X509;

/// <summary>A list of certificates that an authority has revoked.</summary>
/// <remarks>
/// <code>
/// TBSCertList ::= SEQUENCE {
///      version                 Version OPTIONAL,
///      signature               AlgorithmIdentifier,
///      issuer                  Name,
///      thisUpdate              Time,
///      nextUpdate              Time OPTIONAL,
///      revokedCertificates     SEQUENCE OF SEQUENCE {
///           userCertificate         CertificateSerialNumber,
///           revocationDate          Time,
///           crlEntryExtensions      Extensions OPTIONAL } OPTIONAL,
///      crlExtensions           [0] EXPLICIT Extensions OPTIONAL }
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-5.1">RFC 5280, 5.1</seealso>
public sealed class CertificateRevocationList
{
    private readonly Dictionary<string, DateTime?> _revoked = [];

    private CertificateRevocationList(byte[] rawData) => RawData = rawData;

    /// <summary>The DER bytes.</summary>
    public byte[] RawData { get; }

    /// <summary>Who revoked; <see langword="null"/> when it cannot be read.</summary>
    public DistinguishedName? Issuer { get; private set; }

    /// <summary>When the list was made, in UTC.</summary>
    public DateTime? ThisUpdate { get; private set; }

    /// <summary>When the next one was to come, in UTC; <see langword="null"/> when the list does not say.</summary>
    public DateTime? NextUpdate { get; private set; }

    /// <summary>When each certificate was revoked, by its serial number in upper-case hex.</summary>
    public IReadOnlyDictionary<string, DateTime?> Revoked => _revoked;

    /// <summary>What is wrong with the bytes, or <see langword="null"/>.</summary>
    public Fault? Fault { get; private set; }

    /// <summary>Reads a list; its bytes are never refused, <see cref="Fault"/> says what is wrong with them.</summary>
    /// <param name="encoded">The DER bytes, which must not change any more.</param>
    public static CertificateRevocationList FromDer(byte[] encoded)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        CertificateRevocationList list = new(encoded);
        FaultSlot faults = new();
        DerReader reader = new(encoded, faults);
        list.ReadToBeSigned(reader.ReadSequence("CertificateList").ReadSequence("tbsCertList"), faults);
        reader.ExpectEnd("CertificateList");
        list.Fault = faults.First;
        return list;
    }

    /// <summary>Whether an authority's key signed the list; <see langword="null"/> where the platform cannot tell.</summary>
    internal bool? IsSignedBy(TlsCertificate issuer) => SignedDer.IsSignedBy(RawData, issuer);

    private void ReadToBeSigned(DerReader list, FaultSlot faults)
    {
        if (list.NextIs(Asn1Tag.Integer))
        {
            list.ReadInt32("version");
        }

        list.ReadSequence("signature");
        DistinguishedName issuer = DistinguishedName.FromDer(list.ReadEncoded("issuer", out _));
        Issuer = faults.First is null ? issuer : null;
        ThisUpdate = CertificateTime.Read(ref list, "thisUpdate");
        NextUpdate = list.NextIs(Asn1Tag.UtcTime) || list.NextIs(Asn1Tag.GeneralizedTime) ? CertificateTime.Read(ref list, "nextUpdate") : null;
        if (!list.NextIs(Asn1Tag.Sequence))
        {
            return;
        }

        DerReader entries = list.ReadSequence("revokedCertificates");
        while (!entries.AtEnd)
        {
            DerReader entry = entries.ReadSequence("revokedCertificate");
            string serialNumber = Hex.Upper(entry.ReadContents(Asn1Tag.Integer, "userCertificate"));
            DateTime? revoked = CertificateTime.Read(ref entry, "revocationDate");
            if (faults.First is null)
            {
                _revoked[serialNumber] = revoked;
            }
        }
    }
}
