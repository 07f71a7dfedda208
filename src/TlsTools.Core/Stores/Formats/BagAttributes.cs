using System.Formats.Asn1;
using TlsTools.X509;

namespace TlsTools.Stores.Formats;

/// <summary>What a PKCS#12 bag says of itself.</summary>
/// <remarks>
/// <code>
/// PKCS12Attribute ::= SEQUENCE {
///     attrId      ATTRIBUTE.&amp;id ({PKCS12AttrSet}),
///     attrValues  SET OF ATTRIBUTE.&amp;Type ({PKCS12AttrSet}{@attrId}) }
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc2985#section-5.5">RFC 2985, 5.5</seealso>
internal sealed record BagAttributes
{
    public string? FriendlyName { get; init; }

    public byte[]? LocalKeyIdentifier { get; init; }

    /// <summary>Whether Java's attribute says that the certificate is trusted, for whatever purpose.</summary>
    public bool IsTrusted { get; init; }

    public static BagAttributes Read(AsnReader bag)
    {
        BagAttributes attributes = new();
        AsnReader set = bag.ReadSetOf(skipSortOrderValidation: true);
        while (set.HasData)
        {
            AsnReader attribute = set.ReadSequence();
            string oid = attribute.ReadObjectIdentifier();
            AsnReader values = attribute.ReadSetOf(skipSortOrderValidation: true);
            if (values.HasData)
            {
                attributes = oid switch
                {
                    FriendlyNameAttribute => attributes with { FriendlyName = NameText.Neutralize(values.ReadCharacterString(UniversalTagNumber.BMPString)) },
                    LocalKeyIdentifierAttribute => attributes with { LocalKeyIdentifier = values.ReadOctetString() },
                    TrustedKeyUsageAttribute => attributes with { IsTrusted = true },
                    _ => attributes,
                };
            }
        }

        return attributes;
    }

    private const string FriendlyNameAttribute = "1.2.840.113549.1.9.20";
    private const string LocalKeyIdentifierAttribute = "1.2.840.113549.1.9.21";
    private const string TrustedKeyUsageAttribute = "2.16.840.1.113894.746875.1.1";
}
