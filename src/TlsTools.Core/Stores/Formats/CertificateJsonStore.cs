using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.Serialization.Json;
using System.Xml;
using System.Xml.Linq;
using TlsTools.X509;

namespace TlsTools.Stores.Formats;

/// <summary>The JSON in which Apigee describes the certificates of a key store; each <c>certInfo</c> is one chain, leaf first.</summary>
/// <seealso href="https://cloud.google.com/apigee/docs/reference/apis/apigee/rest/v1/organizations.environments.keystores.aliases">Apigee, key store aliases</seealso>
internal sealed class CertificateJsonStore : IStoreFormat
{
    public bool Recognizes(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> start = content.StartsWith(s_byteOrderMark) ? content.Slice(s_byteOrderMark.Length) : content;
        while (!start.IsEmpty && start[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            start = start.Slice(1);
        }

        return !start.IsEmpty && start[0] is (byte)'{' or (byte)'[' && content.IndexOf(s_information) >= 0;
    }

    public IReadOnlyList<KeyStoreEntry> Read(StoreContext context, byte[] content)
    {
        List<KeyStoreEntry> entries = Parse(context, content).DescendantsAndSelf(Information).Select(list => ReadEntry(context, list)).ToList();
        return entries.Count > 0
            ? entries
            : throw context.Failed(KeyStoreFailure.UnknownFormat, "This JSON describes no certificate.");
    }

    private static XElement Parse(StoreContext context, byte[] content)
    {
        XmlDictionaryReaderQuotas quotas = new() { MaxDepth = DeepestNesting, MaxStringContentLength = content.Length, MaxArrayLength = content.Length };
        try
        {
            using XmlDictionaryReader reader = JsonReaderWriterFactory.CreateJsonReader(content, quotas);
            return XElement.Load(reader);
        }
        catch (Exception damaged) when (damaged is XmlException or FormatException or ArgumentException)
        {
            throw context.Failed(KeyStoreFailure.Damaged, "The JSON is damaged.", null, damaged);
        }
    }

    private static KeyStoreEntry ReadEntry(StoreContext context, XElement list) => new()
    {
        Alias = Text(list.Parent, "alias") ?? Text(list.Parent, "certName") ?? Text(list.Parent?.Parent, "alias"),
        Kind = KeyStoreEntryKind.Trusted,
        Descriptions = list.Elements().Select(Describe).ToList(),
        Source = context.Source,
        StoreType = context.StoreType,
    };

    private static CertificateDescription Describe(XElement certificate) => new()
    {
        SubjectText = Text(certificate, "subject"),
        IssuerText = Text(certificate, "issuer"),
        Subject = Name(certificate, "subject"),
        Issuer = Name(certificate, "issuer"),
        SerialNumber = Text(certificate, "serialNumber")?.Replace(":", "").ToUpperInvariant(),
        NotBefore = Time(certificate, "validFrom"),
        NotAfter = Time(certificate, "expiryDate"),
        PublicKey = Text(certificate, "publicKey"),
        SignatureAlgorithm = Text(certificate, "sigAlgName"),
        Version = int.TryParse(Text(certificate, "version"), NumberStyles.None, CultureInfo.InvariantCulture, out int version) ? version : null,
        IsCertificateAuthority = Text(certificate, "basicConstraints")?.ToUpperInvariant() switch
        {
            "CA:TRUE" => true,
            "CA:FALSE" => false,
            _ => null,
        },
        SubjectAlternativeNames = certificate.Element("subjectAlternativeNames")?.Elements().Select(name => NameText.Neutralize(name.Value)).ToList() ?? [],
    };

    private static DistinguishedName? Name(XElement certificate, string field) =>
        DistinguishedName.TryParse(certificate.Element(field)?.Value, out DistinguishedName? name) ? name : null;

    private static string? Text(XElement? parent, string field) =>
        parent?.Element(field) is { HasElements: false } element && element.Attribute("type")?.Value != "null" ? NameText.Neutralize(element.Value) : null;

    /// <summary>Milliseconds since 1970, as a number or as text.</summary>
    private static DateTime? Time(XElement certificate, string field) =>
        long.TryParse(Text(certificate, field), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long milliseconds)
        && milliseconds is > -LastMillisecond and < LastMillisecond
            ? new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMilliseconds(milliseconds)
            : null;

    private const string Information = "certInfo";

    // Protects the stack; Apigee nests four deep.
    private const int DeepestNesting = 32;

    // Within what the platform has dates for.
    private const long LastMillisecond = 62_135_596_800_000;

    private static readonly byte[] s_byteOrderMark = [0xef, 0xbb, 0xbf];
    private static readonly byte[] s_information = "\"certInfo\""u8.ToArray();
}
