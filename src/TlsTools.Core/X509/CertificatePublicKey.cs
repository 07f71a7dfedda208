using System;
using System.Formats.Asn1;
using System.Globalization;

namespace TlsTools.X509;

/// <summary>The public key that a certificate binds to its subject.</summary>
/// <remarks>
/// <code>
/// SubjectPublicKeyInfo ::= SEQUENCE {
///      algorithm            AlgorithmIdentifier,
///      subjectPublicKey     BIT STRING }
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.7">RFC 5280, 4.1.2.7</seealso>
public sealed class CertificatePublicKey
{
    /// <summary>The algorithm's object identifier.</summary>
    public required string Oid { get; init; }

    /// <summary><c>RSA</c>, <c>EC</c>, <c>Ed25519</c> …; the object identifier where there is no name for it.</summary>
    public string Algorithm => ObjectNames.PublicKey(Oid) ?? Oid;

    /// <summary>The size in bits, of the modulus, the prime or the curve; <see langword="null"/> where it has none or cannot be read.</summary>
    public int? Size { get; init; }

    /// <summary>The curve, for instance <c>P-256</c>; the object identifier where there is no name for it.</summary>
    public string? Curve { get; init; }

    /// <summary>The DER bytes of the SubjectPublicKeyInfo.</summary>
    public required byte[] RawData { get; init; }

    /// <summary>Says the key in short: <c>RSA 2048</c>, <c>EC P-256</c>, <c>Ed25519</c>.</summary>
    public override string ToString() =>
        (Curve ?? Size?.ToString(CultureInfo.InvariantCulture)) is { } detail ? Algorithm + " " + detail : Algorithm;

    internal static CertificatePublicKey Read(ref DerReader r)
    {
        DerReader peek = r;
        byte[] rawData = peek.ReadEncoded("subjectPublicKeyInfo", out _).ToArray();
        DerReader information = r.ReadSequence("subjectPublicKeyInfo");
        DerReader algorithm = information.ReadSequence("algorithm");
        string oid = algorithm.ReadObjectIdentifier("algorithm");
        string? curve = oid == ObjectNames.EllipticCurve && algorithm.NextIs(Asn1Tag.ObjectIdentifier)
            ? algorithm.ReadObjectIdentifier("namedCurve")
            : null;
        int? size = oid switch
        {
            ObjectNames.Dsa or ObjectNames.DiffieHellman when !algorithm.AtEnd => FirstIntegerBits(ref algorithm, "p"),
            _ => curve is null ? null : ObjectNames.CurveBits(curve),
        };

        ReadOnlySpan<byte> key = information.ReadBits("subjectPublicKey");
        information.ExpectEnd("subjectPublicKeyInfo");
        if (oid is ObjectNames.Rsa or ObjectNames.RsaPss)
        {
            DerReader modulus = information.Within(key);
            size = FirstIntegerBits(ref modulus, "modulus");
        }

        return new CertificatePublicKey
        {
            Oid = oid,
            Size = size is 0 ? null : size,
            Curve = curve is null ? null : ObjectNames.Curve(curve) ?? curve,
            RawData = rawData,
        };
    }

    /// <summary>The bits of the first INTEGER of a SEQUENCE: an RSA modulus, or the prime of DSA and DH.</summary>
    private static int FirstIntegerBits(ref DerReader r, string field)
    {
        ReadOnlySpan<byte> number = r.ReadSequence(field).ReadContents(Asn1Tag.Integer, field);
        int bits = number.Length * 8;
        foreach (byte octet in number)
        {
            for (int mask = 0x80; mask != 0; mask >>= 1, bits--)
            {
                if ((octet & mask) != 0)
                {
                    return bits;
                }
            }
        }

        return 0;
    }
}
