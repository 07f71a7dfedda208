using System;
using System.Collections.Generic;
using System.Formats.Asn1;
using System.Linq;
using System.Text;
using TlsTools.Wire;

namespace TlsTools.X509;

/// <summary>Where a certificate says that its revocation can be looked up.</summary>
internal static class RevocationAddresses
{
    /// <summary>The addresses of revocation lists, by HTTP or HTTPS.</summary>
    /// <remarks>
    /// <code>
    /// CRLDistributionPoints ::= SEQUENCE OF SEQUENCE {
    ///      distributionPoint   [0] EXPLICIT CHOICE {
    ///           fullName            [0] GeneralNames,
    ///           nameRelativeToCRLIssuer [1] RelativeDistinguishedName } OPTIONAL,
    ///      reasons             [1] ReasonFlags OPTIONAL,
    ///      cRLIssuer           [2] GeneralNames OPTIONAL }
    /// </code>
    /// </remarks>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.13">RFC 5280, 4.2.1.13</seealso>
    public static IReadOnlyList<Uri> Lists(TlsCertificate certificate)
    {
        List<Uri> addresses = [];
        DerReader points = Value(certificate, "2.5.29.31").ReadSequence("CRLDistributionPoints");
        while (!points.AtEnd)
        {
            DerReader point = points.ReadSequence("DistributionPoint");
            DerReader name = point.NextIs(s_zero) ? point.ReadConstructed(s_zero, "distributionPoint") : point;
            DerReader names = name.NextIs(s_zero) ? name.ReadConstructed(s_zero, "fullName") : default;
            while (!names.AtEnd && addresses.Count < MostAddresses)
            {
                AddAddress(addresses, ref names);
            }
        }

        return addresses;
    }

    /// <summary>The addresses of OCSP responders, by HTTP or HTTPS.</summary>
    /// <remarks>
    /// <code>
    /// AuthorityInfoAccessSyntax ::= SEQUENCE OF SEQUENCE {
    ///      accessMethod        OBJECT IDENTIFIER,
    ///      accessLocation      GeneralName }
    /// </code>
    /// </remarks>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-4.2.2.1">RFC 5280, 4.2.2.1</seealso>
    public static IReadOnlyList<Uri> Responders(TlsCertificate certificate)
    {
        List<Uri> addresses = [];
        DerReader descriptions = Value(certificate, "1.3.6.1.5.5.7.1.1").ReadSequence("AuthorityInfoAccessSyntax");
        while (!descriptions.AtEnd && addresses.Count < MostAddresses)
        {
            DerReader description = descriptions.ReadSequence("AccessDescription");
            if (description.ReadObjectIdentifier("accessMethod") == Ocsp)
            {
                AddAddress(addresses, ref description);
            }
        }

        return addresses;
    }

    private static DerReader Value(TlsCertificate certificate, string oid) =>
        new(certificate.Extensions.FirstOrDefault(extension => extension.Oid == oid)?.RawData ?? [], new FaultSlot());

    private static void AddAddress(List<Uri> addresses, ref DerReader names)
    {
        if (!names.NextIs(s_uri))
        {
            names.ReadEncoded("GeneralName", out _);
            return;
        }

        string text = Encoding.ASCII.GetString(names.ReadContents(s_uri, "uniformResourceIdentifier").ToArray());
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps))
        {
            addresses.Add(address);
        }
    }

    private static readonly Asn1Tag s_zero = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag s_uri = new(TagClass.ContextSpecific, 6);
    private const string Ocsp = "1.3.6.1.5.5.7.48.1";

    // Each address may cost its whole time limit; authorities name one or two.
    private const int MostAddresses = 4;
}
