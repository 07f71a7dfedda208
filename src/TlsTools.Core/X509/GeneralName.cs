using System;
using System.Formats.Asn1;
using System.Net;

namespace TlsTools.X509;

/// <summary>One of the names in a subject alternative name.</summary>
/// <remarks>
/// <code>
/// GeneralName ::= CHOICE {
///      otherName                 [0]  OtherName,
///      rfc822Name                [1]  IA5String,
///      dNSName                   [2]  IA5String,
///      x400Address               [3]  ORAddress,
///      directoryName             [4]  Name,
///      ediPartyName              [5]  EDIPartyName,
///      uniformResourceIdentifier [6]  IA5String,
///      iPAddress                 [7]  OCTET STRING,
///      registeredID              [8]  OBJECT IDENTIFIER }
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.6">RFC 5280, 4.2.1.6</seealso>
public sealed class GeneralName
{
    /// <summary>Which kind of name it is.</summary>
    public required GeneralNameKind Kind { get; init; }

    /// <summary>The name as text that is safe to show; <c>#</c> and the bytes in hex where there is no text form.</summary>
    public required string Value { get; init; }

    /// <summary>The DER bytes of the name with tag and length.</summary>
    public required byte[] RawData { get; init; }

    /// <summary>Writes the name as OpenSSL does: <c>DNS:broker.example</c>, <c>IP:192.0.2.1</c>.</summary>
    public override string ToString() => Kind switch
    {
        GeneralNameKind.Dns => "DNS:",
        GeneralNameKind.IPAddress => "IP:",
        GeneralNameKind.Email => "email:",
        GeneralNameKind.Uri => "URI:",
        GeneralNameKind.DirectoryName => "DirName:",
        GeneralNameKind.RegisteredId => "RID:",
        _ => Kind + ":",
    } + Value;

    internal static GeneralName Read(ref DerReader r)
    {
        DerReader inner = r;
        byte[] rawData = r.ReadEncoded("GeneralName", out Asn1Tag tag).ToArray();
        if (tag.TagClass != TagClass.ContextSpecific || tag.TagValue > (int)GeneralNameKind.RegisteredId)
        {
            inner.Reject("GeneralName");
        }

        GeneralNameKind kind = (GeneralNameKind)tag.TagValue;
        return new GeneralName
        {
            Kind = kind,
            Value = (rawData.Length == 0 ? null : ReadValue(ref inner, kind, tag)) ?? NameText.WriteHex(rawData),
            RawData = rawData,
        };
    }

    private static string? ReadValue(ref DerReader r, GeneralNameKind kind, Asn1Tag tag) => kind switch
    {
        GeneralNameKind.Email or GeneralNameKind.Dns or GeneralNameKind.Uri =>
            NameText.Neutralize(DirectoryText.DecodeSevenBit(r.ReadContents(tag, "GeneralName").ToArray())),
        GeneralNameKind.IPAddress => ReadAddress(r.ReadContents(tag, "iPAddress")),
        GeneralNameKind.DirectoryName => DistinguishedName.FromDer(r.ReadConstructed(tag, "directoryName").ReadEncoded("directoryName", out _)).Name,
        GeneralNameKind.RegisteredId => DerReader.TryFormatObjectIdentifier(r.ReadContents(tag, "registeredID"), out string oid) ? oid : null,
        GeneralNameKind.OtherName => ReadOtherName(r.ReadConstructed(tag, "otherName")),
        _ => null,
    };

    private static string? ReadAddress(ReadOnlySpan<byte> octets) =>
        octets.Length is 4 or 16 ? new IPAddress(octets.ToArray()).ToString() : null;

    /// <summary>Reads <c>SEQUENCE { type-id OBJECT IDENTIFIER, value [0] EXPLICIT ANY }</c>, whose SEQUENCE tag is replaced.</summary>
    private static string ReadOtherName(DerReader otherName)
    {
        string type = otherName.ReadObjectIdentifier("type-id");
        ReadOnlySpan<byte> value = otherName.ReadConstructed(s_explicitValue, "value").ReadEncoded("value", out Asn1Tag tag);
        return type + ";" + (DirectoryText.Decode(tag, value) is { } text ? NameText.Neutralize(text) : NameText.WriteHex(value));
    }

    private static readonly Asn1Tag s_explicitValue = new(TagClass.ContextSpecific, 0, isConstructed: true);
}
