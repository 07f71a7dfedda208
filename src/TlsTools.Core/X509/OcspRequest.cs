using System.Formats.Asn1;
using System.Security.Cryptography;
using TlsTools.Wire;

namespace TlsTools.X509;

/// <summary>Writes the question to a responder whether a certificate is revoked.</summary>
/// <remarks>
/// <code>
/// OCSPRequest ::= SEQUENCE {
///      tbsRequest              SEQUENCE {
///           requestList             SEQUENCE OF SEQUENCE {
///                reqCert                 CertID } } }
/// </code>
/// Issuers are named by SHA-1, which is all that many responders know (RFC 5019, 2.1.1). There is no nonce, so that answers made beforehand fit.
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6960#section-4.1.1">RFC 6960, 4.1.1</seealso>
internal static class OcspRequest
{
    /// <summary>The DER bytes of the question; <see langword="null"/> where the certificate cannot be read.</summary>
    public static byte[]? Write(TlsCertificate certificate, TlsCertificate issuer)
    {
        if (certificate.Issuer is not { } name || certificate.SerialNumber is not { } digits || Hex.TryRead(digits) is not { Length: > 0 } serialNumber)
        {
            return null;
        }

        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Sha1);
                writer.WriteNull();
            }

            writer.WriteOctetString(SHA1.HashData(name.RawData));
            writer.WriteOctetString(SHA1.HashData(Key(issuer)));
            WriteSerialNumber(writer, serialNumber);
        }

        return writer.Encode();
    }

    /// <summary>The bits of a certificate's public key, without what the SubjectPublicKeyInfo has around them.</summary>
    public static byte[] Key(TlsCertificate certificate)
    {
        DerReader information = new DerReader(certificate.PublicKey?.RawData ?? [], new FaultSlot()).ReadSequence("subjectPublicKeyInfo");
        information.ReadSequence("algorithm");
        return information.ReadBits("subjectPublicKey").ToArray();
    }

    /// <summary>Writes the number as the certificate has it, also where that is not the shortest form, which the writer would refuse.</summary>
    private static void WriteSerialNumber(AsnWriter writer, byte[] contents)
    {
        AsnWriter number = new(AsnEncodingRules.DER);
        number.WriteOctetString(contents);
        byte[] encoded = number.Encode();
        encoded[0] = (byte)UniversalTagNumber.Integer;
        writer.WriteEncodedValue(encoded);
    }

    private const string Sha1 = "1.3.14.3.2.26";
}
