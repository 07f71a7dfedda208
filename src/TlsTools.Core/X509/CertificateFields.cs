using System;
using System.Collections.Generic;
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using TlsTools.Wire;

namespace TlsTools.X509;

/// <summary>What the bytes of a certificate say.</summary>
/// <remarks>
/// <code>
/// Certificate ::= SEQUENCE {
///      tbsCertificate       TBSCertificate,
///      signatureAlgorithm   AlgorithmIdentifier,
///      signatureValue       BIT STRING }
///
/// TBSCertificate ::= SEQUENCE {
///      version         [0]  EXPLICIT Version DEFAULT v1,
///      serialNumber         CertificateSerialNumber,
///      signature            AlgorithmIdentifier,
///      issuer               Name,
///      validity             Validity,
///      subject              Name,
///      subjectPublicKeyInfo SubjectPublicKeyInfo,
///      issuerUniqueID  [1]  IMPLICIT UniqueIdentifier OPTIONAL,
///      subjectUniqueID [2]  IMPLICIT UniqueIdentifier OPTIONAL,
///      extensions      [3]  EXPLICIT Extensions OPTIONAL }
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1">RFC 5280, 4.1</seealso>
internal sealed class CertificateFields
{
    private readonly FaultSlot _faults = new();
    private readonly List<CertificateExtension> _extensions = [];

    public Fault? Fault => _faults.First;

    public int? Version { get; set; }

    public string? SerialNumber { get; set; }

    public DistinguishedName? Issuer { get; set; }

    public DateTime? NotBefore { get; set; }

    public DateTime? NotAfter { get; set; }

    public DistinguishedName? Subject { get; set; }

    public CertificatePublicKey? PublicKey { get; set; }

    public SignatureAlgorithm? SignatureAlgorithm { get; set; }

    public IReadOnlyList<CertificateExtension> Extensions => _extensions;

    public IReadOnlyList<GeneralName> SubjectAlternativeNames { get; set; } = [];

    public X509KeyUsageFlags? KeyUsage { get; set; }

    public IReadOnlyList<KeyPurpose>? ExtendedKeyUsage { get; set; }

    public bool? IsCertificateAuthority { get; set; }

    public int? PathLength { get; set; }

    public string? SubjectKeyIdentifier { get; set; }

    public string? AuthorityKeyIdentifier { get; set; }

    public static CertificateFields Read(byte[] encoded)
    {
        CertificateFields fields = new();
        DerReader reader = new(encoded, fields._faults);
        fields.ReadCertificate(reader.ReadSequence("Certificate"));
        reader.ExpectEnd("Certificate");
        return fields;
    }

    private void ReadCertificate(DerReader certificate)
    {
        ReadToBeSigned(certificate.ReadSequence("tbsCertificate"));
        certificate.ReadSequence("signatureAlgorithm");
        certificate.ReadBits("signatureValue");
        certificate.ExpectEnd("Certificate");
    }

    private void ReadToBeSigned(DerReader tbs)
    {
        int version = tbs.NextIs(s_version) ? tbs.ReadConstructed(s_version, "version").ReadInt32("version") + 1 : 1;
        Version = Sound(version);
        SerialNumber = Sound(Hex.Upper(tbs.ReadContents(Asn1Tag.Integer, "serialNumber")));
        SignatureAlgorithm = Sound(SignatureAlgorithm.Read(tbs.ReadSequence("signature")));
        Issuer = Sound(DistinguishedName.FromDer(tbs.ReadEncoded("issuer", out _)));
        DerReader validity = tbs.ReadSequence("validity");
        NotBefore = CertificateTime.Read(ref validity, "notBefore");
        NotAfter = CertificateTime.Read(ref validity, "notAfter");
        validity.ExpectEnd("validity");
        Subject = Sound(DistinguishedName.FromDer(tbs.ReadEncoded("subject", out _)));
        PublicKey = Sound(CertificatePublicKey.Read(ref tbs));
        SkipUniqueIdentifier(ref tbs, 1);
        SkipUniqueIdentifier(ref tbs, 2);
        if (tbs.NextIs(s_extensions))
        {
            ReadExtensions(tbs.ReadConstructed(s_extensions, "extensions").ReadSequence("extensions"));
        }

        tbs.ExpectEnd("tbsCertificate");
    }

    private static void SkipUniqueIdentifier(ref DerReader tbs, int number)
    {
        if (tbs.NextIs(new Asn1Tag(TagClass.ContextSpecific, number)))
        {
            tbs.ReadEncoded("uniqueID", out _);
        }
    }

    private void ReadExtensions(DerReader extensions)
    {
        while (!extensions.AtEnd)
        {
            DerReader extension = extensions.ReadSequence("Extension");
            string oid = extension.ReadObjectIdentifier("extnID");
            bool critical = extension.NextIs(Asn1Tag.Boolean) && extension.ReadBoolean("critical");
            ReadOnlySpan<byte> contents = extension.ReadContents(Asn1Tag.PrimitiveOctetString, "extnValue");
            DerReader value = extension.Within(contents);
            extension.ExpectEnd("Extension");
            if (Fault is null)
            {
                _extensions.Add(new CertificateExtension { Oid = oid, Critical = critical, RawData = contents.ToArray() });
                ReadExtension(oid, ref value);
            }
        }
    }

    private void ReadExtension(string oid, ref DerReader value)
    {
        switch (oid)
        {
            case ObjectNames.SubjectAlternativeName:
                SubjectAlternativeNames = ReadAll(value.ReadSequence("subjectAltName"), GeneralName.Read);
                break;
            case ObjectNames.KeyUsage:
                KeyUsage = Sound(ReadKeyUsage(ref value));
                break;
            case ObjectNames.ExtendedKeyUsage:
                ExtendedKeyUsage = ReadAll(value.ReadSequence("extKeyUsage"), static (ref DerReader r) => new KeyPurpose(r.ReadObjectIdentifier("KeyPurposeId")));
                break;
            case ObjectNames.BasicConstraints:
                ReadBasicConstraints(value.ReadSequence("basicConstraints"));
                break;
            case ObjectNames.SubjectKeyIdentifier:
                SubjectKeyIdentifier = Sound(Hex.Upper(value.ReadContents(Asn1Tag.PrimitiveOctetString, "subjectKeyIdentifier")));
                break;
            case ObjectNames.AuthorityKeyIdentifier:
                DerReader identifier = value.ReadSequence("authorityKeyIdentifier");
                AuthorityKeyIdentifier = identifier.NextIs(s_keyIdentifier) ? Sound(Hex.Upper(identifier.ReadContents(s_keyIdentifier, "keyIdentifier"))) : null;
                break;
            default:
                return;
        }

        value.ExpectEnd("extnValue");
    }

    private static X509KeyUsageFlags ReadKeyUsage(ref DerReader value)
    {
        // The named bits count from the most significant one; the flags of the platform hold the octets as they stand.
        ReadOnlySpan<byte> octets = value.ReadBits("keyUsage");
        int flags = octets.IsEmpty ? 0 : octets[0];
        return (X509KeyUsageFlags)(octets.Length > 1 ? flags | (octets[1] << 8) : flags);
    }

    private void ReadBasicConstraints(DerReader constraints)
    {
        IsCertificateAuthority = constraints.NextIs(Asn1Tag.Boolean) && constraints.ReadBoolean("cA");
        PathLength = constraints.NextIs(Asn1Tag.Integer) ? Sound(constraints.ReadInt32("pathLenConstraint")) : null;
        constraints.ExpectEnd("basicConstraints");
    }

    private List<T> ReadAll<T>(DerReader sequence, DerRead<T> read)
    {
        List<T> elements = [];
        while (!sequence.AtEnd)
        {
            T element = read(ref sequence);
            if (Fault is null)
            {
                elements.Add(element);
            }
        }

        return elements;
    }

    private delegate T DerRead<T>(ref DerReader reader);

    /// <summary>The value, or <see langword="null"/> when the fault stands in it or before it.</summary>
    private T? Sound<T>(T value)
        where T : class => Fault is null ? value : null;

    private T? Sound<T>(T value, int _ = 0)
        where T : struct => Fault is null ? value : null;

    private static readonly Asn1Tag s_version = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag s_extensions = new(TagClass.ContextSpecific, 3, isConstructed: true);
    private static readonly Asn1Tag s_keyIdentifier = new(TagClass.ContextSpecific, 0);
}
