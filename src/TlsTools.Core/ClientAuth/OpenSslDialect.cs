using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using TlsTools.Tls;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>Reads what <c>openssl s_client</c> prints under <c>Acceptable client certificate CA names</c>.</summary>
/// <seealso href="https://docs.openssl.org/3.0/man1/openssl-s_client/">openssl s_client</seealso>
internal sealed class OpenSslDialect : IAuthorityDialect
{
    public ClientCertificateRequest? TryRead(TextLines lines, string source)
    {
        List<DistinguishedName> names = [];
        int heading = lines.Peek.IndexOf(Heading, StringComparison.OrdinalIgnoreCase);
        if (heading < 0 && lines.Peek.IndexOf(NoNames, StringComparison.OrdinalIgnoreCase) < 0)
        {
            return null;
        }

        string first = lines.Next();
        if (heading >= 0)
        {
            names.AddRange(ReadNames(first.Substring(heading + Heading.Length)) ?? []);
            while (!lines.AtEnd && ReadNames(lines.Peek) is { } more)
            {
                names.AddRange(more);
                lines.Next();
            }
        }

        string types = ReadAfter(lines, "Client Certificate Types: ");
        string schemes = ReadAfter(lines, "Requested Signature Algorithms: ");
        return new ClientCertificateRequest
        {
            Source = source,
            Authorities = AcceptableAuthorityList.FromText(names, source, areBoundariesInferred: false),
            CertificateTypes = Split(types, ',').Select(type => Find(s_types, type)).OfType<CertificateType>().ToArray(),
            SignatureSchemes = Split(schemes, ':').Select(ReadScheme).OfType<SignatureScheme>().ToArray(),
        };
    }

    /// <summary>The names of a line; <see langword="null"/> where it holds anything else.</summary>
    private static List<DistinguishedName>? ReadNames(string line)
    {
        // Pages on which the output was pasted join its lines; the slash form shows where the next name begins.
        string trimmed = line.Trim();
        string[] texts = trimmed.Length > 0 && trimmed[0] == '/' ? s_nextName.Split(trimmed) : [trimmed];
        List<DistinguishedName> names = [];
        foreach (string text in texts)
        {
            if (text.Length == 0 || !DistinguishedName.TryParse(text, DistinguishedNameOrder.LeastSpecificFirst, out DistinguishedName? name))
            {
                return null;
            }

            names.Add(name);
        }

        return names;
    }

    private static string ReadAfter(TextLines lines, string label) =>
        lines.Peek.StartsWith(label, StringComparison.OrdinalIgnoreCase) ? lines.Next().Substring(label.Length) : string.Empty;

    private static IEnumerable<string> Split(string text, char separator) =>
        text.Split([separator], StringSplitOptions.RemoveEmptyEntries).Select(part => part.Trim());

    /// <summary>Reads <c>RSA-PSS+SHA256</c>, <c>ECDSA+SHA384</c>, <c>Ed25519</c>; codes that OpenSSL does not know are <c>0x0a+0x0b</c>.</summary>
    private static SignatureScheme? ReadScheme(string text)
    {
        string[] parts = text.ToUpperInvariant().Replace("0X", string.Empty).Split('+');
        string digest = parts.Length > 1 ? parts[1].ToLowerInvariant() : string.Empty;
        string name = parts[0] switch
        {
            "RSA" => "rsa_pkcs1_" + digest,
            "RSA-PSS" or "RSASSA-PSS" => "rsa_pss_rsae_" + digest,
            "DSA" => "dsa_" + digest,
            "ECDSA" => digest switch
            {
                "sha256" => "ecdsa_secp256r1_sha256",
                "sha384" => "ecdsa_secp384r1_sha384",
                "sha512" => "ecdsa_secp521r1_sha512",
                _ => "ecdsa_" + digest,
            },
            "ED25519" or "ED448" => parts[0],
            _ => "0x" + string.Concat(parts),
        };
        return SignatureScheme.TryParse(name, out SignatureScheme scheme) ? scheme : null;
    }

    private static CertificateType? Find((string Name, CertificateType Type)[] names, string text) =>
        names.Where(known => known.Name.Equals(text, StringComparison.OrdinalIgnoreCase)).Select(known => (CertificateType?)known.Type).FirstOrDefault();

    private static readonly (string Name, CertificateType Type)[] s_types =
    [
        ("RSA sign", CertificateType.RsaSign),
        ("DSA sign", CertificateType.DssSign),
        ("ECDSA sign", CertificateType.EcdsaSign),
        ("RSA fixed DH", CertificateType.RsaFixedDh),
        ("DSS fixed DH", CertificateType.DssFixedDh),
        ("RSA fixed ECDH", CertificateType.RsaFixedEcdh),
        ("ECDSA fixed ECDH", CertificateType.EcdsaFixedEcdh),
    ];

    private const string Heading = "Acceptable client certificate CA names";
    private const string NoNames = "No client certificate CA names sent";
    private static readonly Regex s_nextName = new(@"\s+(?=/[A-Za-z][A-Za-z0-9.]*=)", RegexOptions.CultureInvariant);
}
