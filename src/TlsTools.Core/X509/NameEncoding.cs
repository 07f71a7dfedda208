using System.Collections.Generic;
using System.Formats.Asn1;
using System.Linq;

namespace TlsTools.X509;

/// <summary>Encodes a name that is known from a text only.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.4">RFC 5280, 4.1.2.4</seealso>
internal static class NameEncoding
{
    /// <summary>The DER bytes of a <c>Name</c>, or <see langword="null"/> where a value that is given in hex is none.</summary>
    public static byte[]? Write(List<List<TypedText>> parts)
    {
        if (parts.SelectMany(part => part).Any(attribute => attribute.Encoded is { } encoded && !IsOneValue(encoded)))
        {
            return null;
        }

        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (List<TypedText> part in parts)
            {
                using (writer.PushSetOf())
                {
                    part.ForEach(attribute => Write(writer, attribute));
                }
            }
        }

        return writer.Encode();
    }

    private static void Write(AsnWriter writer, TypedText attribute)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(attribute.Oid);
            if (attribute.Encoded is { } encoded)
            {
                writer.WriteEncodedValue(encoded);
            }
            else
            {
                writer.WriteCharacterString(StringType(attribute.Oid, attribute.Value!), attribute.Value!);
            }
        }
    }

    /// <summary>The string type that RFC 5280, appendix A.1 prescribes for the type; UTF8String for all others, as 4.1.2.4 says.</summary>
    private static UniversalTagNumber StringType(string oid, string value) => oid switch
    {
        Country or SerialNumber or Qualifier when value.All(IsPrintable) => UniversalTagNumber.PrintableString,
        DomainComponent or EmailAddress when value.All(unit => unit < 0x80) => UniversalTagNumber.IA5String,
        _ => UniversalTagNumber.UTF8String,
    };

    private static bool IsPrintable(char unit) =>
        unit is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')
            or ' ' or '\'' or '(' or ')' or '+' or ',' or '-' or '.' or '/' or ':' or '=' or '?';

    /// <summary>Whether the bytes are one value as far as the writer, which takes DER only, looks at them.</summary>
    private static bool IsOneValue(byte[] encoded) =>
        AsnDecoder.TryReadEncodedValue(encoded, AsnEncodingRules.DER, out _, out _, out _, out int consumed) && consumed == encoded.Length;

    private const string Country = "2.5.4.6";
    private const string SerialNumber = "2.5.4.5";
    private const string Qualifier = "2.5.4.46";
    private const string DomainComponent = "0.9.2342.19200300.100.1.25";
    private const string EmailAddress = "1.2.840.113549.1.9.1";
}
