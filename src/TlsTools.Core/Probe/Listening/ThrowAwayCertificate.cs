using System;
using System.Collections.Generic;
using System.Formats.Asn1;
using System.Net;
using System.Numerics;
using System.Security.Cryptography;
using TlsTools.ClientAuth;
using TlsTools.Probe.KeyAgreement;
using TlsTools.Tls;

namespace TlsTools.Probe.Listening;

/// <summary>Makes certificates for one run of the listener: self-signed, in memory only, trusted by nobody.</summary>
/// <remarks>
/// <code>
/// TBSCertificate  ::=  SEQUENCE  {
///      version         [0]  EXPLICIT Version DEFAULT v1,
///      serialNumber         CertificateSerialNumber,
///      signature            AlgorithmIdentifier,
///      issuer               Name,
///      validity             Validity,
///      subject              Name,
///      subjectPublicKeyInfo SubjectPublicKeyInfo,
///      extensions      [3]  EXPLICIT Extensions OPTIONAL }
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1">RFC 5280, 4.1</seealso>
internal static partial class ThrowAwayCertificate
{
    /// <summary>A certificate for each kind of key that clients may insist on.</summary>
    /// <param name="name">The name that clients connect to.</param>
    /// <param name="now">The time, in UTC.</param>
    public static IReadOnlyList<ServerKey> Make(string name, DateTime now)
    {
        List<ServerKey> keys = [];
        foreach ((AsymmetricAlgorithm key, byte[] publicKey) in MakeKeys())
        {
            keys.Add(new ServerKey([Make(key, publicKey, name, now)], key));
        }

        return keys;
    }

    private static byte[] Make(AsymmetricAlgorithm key, byte[] publicKey, string name, DateTime now)
    {
        AsnWriter body = new(AsnEncodingRules.DER);
        using (body.PushSequence())
        {
            using (body.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            {
                body.WriteInteger(2);
            }

            body.WriteInteger(new BigInteger([.. LargeNumber.Random(15), 1]));
            WriteAlgorithm(body, key);
            WriteName(body);
            using (body.PushSequence())
            {
                body.WriteUtcTime(new DateTimeOffset(now.AddHours(-1), TimeSpan.Zero));
                body.WriteUtcTime(new DateTimeOffset(now.AddDays(1), TimeSpan.Zero));
            }

            WriteName(body);
            body.WriteEncodedValue(publicKey);
            using (body.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 3)))
            using (body.PushSequence())
            {
                WriteAlternativeNames(body, name);
            }
        }

        byte[] signed = body.Encode();
        AsnWriter certificate = new(AsnEncodingRules.DER);
        using (certificate.PushSequence())
        {
            certificate.WriteEncodedValue(signed);
            WriteAlgorithm(certificate, key);
            certificate.WriteBitString(HandshakeSignature.Sign(key, SchemeOf(key), signed));
        }

        return certificate.Encode();
    }

    private static void WriteAlgorithm(AsnWriter writer, AsymmetricAlgorithm key)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(key is RSA ? "1.2.840.113549.1.1.11" : "1.2.840.10045.4.3.2");
            if (key is RSA)
            {
                writer.WriteNull();
            }
        }
    }

    private static void WriteName(AsnWriter writer)
    {
        using (writer.PushSequence())
        using (writer.PushSetOf())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("2.5.4.3");
            writer.WriteCharacterString(UniversalTagNumber.UTF8String, "TlsTools listener, throw-away");
        }
    }

    private static void WriteAlternativeNames(AsnWriter writer, string name)
    {
        AsnWriter names = new(AsnEncodingRules.DER);
        using (names.PushSequence())
        {
            if (IPAddress.TryParse(name, out IPAddress? address))
            {
                names.WriteOctetString(address.GetAddressBytes(), new Asn1Tag(TagClass.ContextSpecific, 7));
            }

            names.WriteCharacterString(UniversalTagNumber.IA5String, address is null ? name : "localhost", new Asn1Tag(TagClass.ContextSpecific, 2));
        }

        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("2.5.29.17");
            writer.WriteOctetString(names.Encode());
        }
    }

    private static SchemeTraits SchemeOf(AsymmetricAlgorithm key) =>
        SchemeTraits.Of(key is RSA ? SignatureScheme.RsaPkcs1Sha256 : SignatureScheme.EcdsaSecp256r1Sha256)!;
}
