using System;
using System.Collections.Generic;
using System.Formats.Asn1;
using TlsTools.Wire;

namespace TlsTools.X509;

/// <summary>What the bytes of a <c>Name</c> say.</summary>
/// <remarks>
/// <code>
/// RDNSequence ::= SEQUENCE OF RelativeDistinguishedName
/// RelativeDistinguishedName ::= SET SIZE (1..MAX) OF AttributeTypeAndValue
/// AttributeTypeAndValue ::= SEQUENCE { type AttributeType, value AttributeValue }
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.4">RFC 5280, 4.1.2.4</seealso>
internal sealed record ParsedName(IReadOnlyList<RelativeName> RelativeNames, Fault? Fault)
{
    public static ParsedName Read(ReadOnlySpan<byte> encoded)
    {
        FaultSlot faults = new();
        DerReader reader = new(encoded, faults);
        List<RelativeName> relativeNames = [];
        DerReader sequence = reader.ReadSequence("RDNSequence");
        while (!sequence.AtEnd)
        {
            List<AttributeTypeAndValue> attributes = ReadAttributes(sequence.ReadConstructed(Asn1Tag.SetOf, "RelativeDistinguishedName"));
            if (attributes.Count > 0)
            {
                relativeNames.Add(new RelativeName(attributes));
            }
        }

        reader.ExpectEnd("Name");
        return new ParsedName(relativeNames, faults.First);
    }

    private static List<AttributeTypeAndValue> ReadAttributes(DerReader set)
    {
        List<AttributeTypeAndValue> attributes = [];
        if (set.AtEnd)
        {
            set.Reject("RelativeDistinguishedName");
        }

        while (!set.AtEnd)
        {
            DerReader attribute = set.ReadSequence("AttributeTypeAndValue");
            string type = attribute.ReadObjectIdentifier("type");
            ReadOnlySpan<byte> value = attribute.ReadEncoded("value", out Asn1Tag tag);
            attribute.ExpectEnd("AttributeTypeAndValue");
            if (!value.IsEmpty)
            {
                attributes.Add(new AttributeTypeAndValue(type, value[0], DirectoryText.Decode(tag, value), value.ToArray()));
            }
        }

        return attributes;
    }
}
