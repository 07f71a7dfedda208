using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using TlsTools.X509;

namespace TlsTools.Logs;

/// <summary>
/// Makes certificates of how Java describes them: names, number, dates, the kind of the key and what the usual extensions say, but not
/// their bytes.
/// </summary>
/// <remarks>
/// <code>
/// "certificate" : {
///   "serial number"      : "22:a8:59:…",
///   "issuer"             : "CN=Issuing CA, O=Example",
///   "not before"         : "2026-10-22 01:23:32.000 UTC",
///   "subject public key" : "RSA",
///   "extensions"         : [ …
/// </code>
/// </remarks>
internal static class JsseCertificate
{
    /// <summary>The certificates of a block, in their order; null where one of them is not whole.</summary>
    public static IReadOnlyList<TlsCertificate>? ReadAll(IReadOnlyList<string> lines)
    {
        List<TlsCertificate> certificates = [];
        int start = -1;
        for (int index = 0; index <= lines.Count; index++)
        {
            bool isStart = index < lines.Count && s_start.IsMatch(lines[index]);
            if ((isStart || index == lines.Count) && start >= 0)
            {
                if (Read(lines.Skip(start).Take(index - start).ToArray()) is not { } certificate)
                {
                    return null;
                }

                certificates.Add(certificate);
            }

            start = isStart ? index + 1 : start;
        }

        return certificates;
    }

    private static TlsCertificate? Read(string[] lines)
    {
        JsseBlock block = new(lines, isWhole: true);
        string? subject = block.Field("subject");
        string? issuer = block.Field("issuer");
        if (subject is null || issuer is null || block.Field("serial number") is not { } serial)
        {
            return null;
        }

        // Behind the key come the extensions, which are closed by "]}".
        bool hasExtensions = Array.Exists(lines, line => line.TrimStart().StartsWith("\"extensions\"", StringComparison.Ordinal));
        if (hasExtensions && !Array.Exists(lines, line => line.Trim().TrimEnd(',') is "]}" or "]"))
        {
            return null;
        }

        return TlsCertificate.FromDescription(new CertificateFields
        {
            Version = block.Field("version") is ['v', >= '1' and <= '3'] version ? version[1] - '0' : null,
            SerialNumber = Serial(serial),
            Subject = DistinguishedName.TryParse(subject, out DistinguishedName? name) ? name : null,
            Issuer = DistinguishedName.TryParse(issuer, out DistinguishedName? authority) ? authority : null,
            NotBefore = LogNames.Time(block.Field("not before") ?? string.Empty)?.ToDateTime(),
            NotAfter = LogNames.Time(block.Field("not  after") ?? string.Empty)?.ToDateTime(),
            SignatureAlgorithm = block.Field("signature algorithm") is { } algorithm && ObjectNames.JavaSignature(algorithm) is { } oid ? new SignatureAlgorithm { Oid = oid } : null,
            PublicKey = block.Field("subject public key") is { } key && KeyOid(key) is { } keyOid ? new CertificatePublicKey { Oid = keyOid, RawData = [] } : null,
            SubjectAlternativeNames = Names(lines),
            ExtendedKeyUsage = Inside(lines, "ExtendedKeyUsages [") is { } purposes ? [.. purposes.Select(Purpose).OfType<KeyPurpose>()] : null,
            KeyUsage = Inside(lines, "KeyUsage [") is { } usages ? usages.Aggregate(X509KeyUsageFlags.None, (flags, usage) => flags | Usage(usage)) : null,
            IsCertificateAuthority = Inside(lines, "BasicConstraints:[")?.Any(line => line == "CA:true"),
            PathLength = Inside(lines, "BasicConstraints:[")?.Select(line => line.StartsWith("PathLen:", StringComparison.Ordinal) ? line.Substring(8).TrimStart(':', ' ') : string.Empty)
                .Where(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int length) && length < int.MaxValue)
                .Select(text => (int?)int.Parse(text, CultureInfo.InvariantCulture)).FirstOrDefault(),
            SubjectKeyIdentifier = KeyIdentifier(lines, "SubjectKeyIdentifier ["),
            AuthorityKeyIdentifier = KeyIdentifier(lines, "AuthorityKeyIdentifier ["),
        });
    }

    // Java leaves out the zero before a number whose highest bit is set, which DER needs; Windows shows it.
    private static string? Serial(string text) => LogNames.Bytes(text) is { Length: > 0 } bytes
        ? Hex.Upper(bytes[0] >= 0x80 ? [0, .. bytes] : bytes)
        : null;

    private static GeneralName[] Names(string[] lines) =>
        Inside(lines, "SubjectAlternativeName [")?.Select(Name).OfType<GeneralName>().ToArray() ?? [];

    private static GeneralName? Name(string line)
    {
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        GeneralNameKind? kind = colon < 0 ? null : line.Substring(0, colon) switch
        {
            "DNSName" => GeneralNameKind.Dns,
            "IPAddress" => GeneralNameKind.IPAddress,
            "RFC822Name" => GeneralNameKind.Email,
            "URIName" => GeneralNameKind.Uri,
            _ => null,
        };
        return kind is { } known ? new GeneralName { Kind = known, Value = NameText.Neutralize(line.Substring(colon + 2)), RawData = Encode(known, line.Substring(colon + 2)) } : null;
    }

    // The tag of the kind, and what its text says.
    private static byte[] Encode(GeneralNameKind kind, string text)
    {
        byte[] content = kind == GeneralNameKind.IPAddress
            ? IPAddress.TryParse(text, out IPAddress? address) ? address.GetAddressBytes() : []
            : Encoding.ASCII.GetBytes(text);
        return content.Length < 0x80 ? [(byte)(0x80 | (int)kind), (byte)content.Length, .. content] : [];
    }

    private static KeyPurpose? Purpose(string line) => line switch
    {
        "serverAuth" => KeyPurpose.ServerAuthentication,
        "clientAuth" => KeyPurpose.ClientAuthentication,
        "anyExtendedKeyUsage" => KeyPurpose.Any,
        _ => s_oid.IsMatch(line) ? new KeyPurpose(line) : null,
    };

    private static X509KeyUsageFlags Usage(string line) => line switch
    {
        "DigitalSignature" => X509KeyUsageFlags.DigitalSignature,
        "Non_repudiation" => X509KeyUsageFlags.NonRepudiation,
        "Key_Encipherment" => X509KeyUsageFlags.KeyEncipherment,
        "Data_Encipherment" => X509KeyUsageFlags.DataEncipherment,
        "Key_Agreement" => X509KeyUsageFlags.KeyAgreement,
        "Key_CertSign" => X509KeyUsageFlags.KeyCertSign,
        "Crl_Sign" => X509KeyUsageFlags.CrlSign,
        "Encipher_Only" => X509KeyUsageFlags.EncipherOnly,
        "Decipher_Only" => X509KeyUsageFlags.DecipherOnly,
        _ => X509KeyUsageFlags.None,
    };

    private static string? KeyIdentifier(string[] lines, string title)
    {
        int start = Array.FindIndex(lines, line => line.Trim() == title);
        HexDump dump = new();
        for (int index = start + 1; start >= 0 && index < lines.Length && lines[index].Trim() != "]"; index++)
        {
            dump.TryAdd(lines[index]);
        }

        return dump.Count > 0 && !dump.IsDamaged ? Hex.Upper(dump.Take()) : null;
    }

    private static string[]? Inside(string[] lines, string title)
    {
        int start = Array.FindIndex(lines, line => line.Trim() == title);
        int end = start < 0 ? -1 : Array.FindIndex(lines, start, line => line.Trim() == "]");
        return end < 0 ? null : [.. lines.Skip(start + 1).Take(end - start - 1).Select(line => line.Trim())];
    }

    private static string? KeyOid(string name) => name switch
    {
        "RSA" => ObjectNames.Rsa,
        "RSASSA-PSS" => ObjectNames.RsaPss,
        "EC" => ObjectNames.EllipticCurve,
        "DSA" => ObjectNames.Dsa,
        _ => null,
    };

    private static readonly Regex s_start = new("^\\s*\"certificate\"\\s*:\\s*\\{\\s*$", RegexOptions.CultureInvariant);
    private static readonly Regex s_oid = new(@"^\d+(\.\d+)+$", RegexOptions.CultureInvariant);
}
