using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using TlsTools.Tls;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>Reads the CertificateRequest that Java 11 and later write with <c>-Djavax.net.debug=ssl:handshake</c>.</summary>
/// <remarks>
/// <code>
/// "CertificateRequest": {
///   "certificate types": [rsa_sign, ecdsa_sign]
///   "supported signature algorithms": [ecdsa_secp256r1_sha256, …]
///   "certificate authorities": [CN=Lab Root A, O=Lab, C=AU]
/// }
/// </code>
/// In TLS 1.3 the lists stand in the extensions <c>signature_algorithms</c> and <c>certificate_authorities</c>.
/// </remarks>
/// <seealso href="https://docs.oracle.com/en/java/javase/17/security/java-secure-socket-extension-jsse-reference-guide.html">JSSE reference guide</seealso>
internal sealed class JsseDialect : IAuthorityDialect
{
    public ClientCertificateRequest? TryRead(TextLines lines, string source)
    {
        if (!lines.Peek.TrimStart().StartsWith("\"CertificateRequest\": {", StringComparison.Ordinal))
        {
            return null;
        }

        bool isTls13 = false;
        string? authorities = null;
        List<string> types = [];
        List<string> schemes = [];
        List<string> certificateSchemes = [];
        string extension = string.Empty;
        lines.Next();
        while (!lines.AtEnd && lines.Peek is not ("}" or ")"))
        {
            string line = lines.Next();
            Match field = s_field.Match(line);
            string name = field.Groups["name"].Value;
            isTls13 |= name == "extensions";
            if (!field.Success || name == "extensions")
            {
                continue;
            }

            if (field.Groups["open"].Value == "{")
            {
                extension = name;
                continue;
            }

            string list = ReadList(lines, field.Groups["rest"].Value);
            switch (name)
            {
                case "certificate authorities" or "certificate_authorities":
                    authorities = list;
                    break;
                case "certificate types" or "certificate_types":
                    types.AddRange(Split(list));
                    break;
                case "signature schemes" when extension.StartsWith("signature_algorithms_cert", StringComparison.Ordinal):
                    certificateSchemes.AddRange(Split(list));
                    break;
                case "signature schemes" or "supported signature algorithms":
                    schemes.AddRange(Split(list));
                    break;
            }
        }

        List<DistinguishedName> names = JavaNames.Read(authorities ?? string.Empty, out bool areInferred);
        return new ClientCertificateRequest
        {
            Source = source,
            Authorities = AcceptableAuthorityList.FromText(names, source, areInferred),
            CertificateTypes = types.Select(text => CertificateType.TryParse(text, out CertificateType type) ? type : (CertificateType?)null).OfType<CertificateType>().ToArray(),
            SignatureSchemes = ReadSchemes(schemes),
            CertificateSignatureSchemes = ReadSchemes(certificateSchemes),
            Version = isTls13 ? ProtocolVersion.Tls13 : null,
        };
    }

    /// <summary>The text up to the closing bracket, which may stand some lines further.</summary>
    private static string ReadList(TextLines lines, string rest)
    {
        StringBuilder list = new(rest);
        while (!s_end.IsMatch(rest) && !lines.AtEnd && lines.Peek is not ("}" or ")"))
        {
            rest = lines.Next();
            list.Append('\n').Append(rest);
        }

        return list.ToString().TrimEnd().TrimEnd(']');
    }

    private static IEnumerable<string> Split(string list) =>
        list.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(part => part.Trim()).Where(part => part.Length > 0);

    /// <summary>Java calls the pairs of TLS 1.2 that RFC 8446 does not name <c>rsa_sha224</c>, <c>rsa_md5</c> and so on.</summary>
    private static List<SignatureScheme> ReadSchemes(IEnumerable<string> names)
    {
        List<SignatureScheme> schemes = [];
        foreach (string name in names)
        {
            if (SignatureScheme.TryParse(name, out SignatureScheme scheme) || SignatureScheme.TryParse(name.Replace("rsa_", "rsa_pkcs1_"), out scheme))
            {
                schemes.Add(scheme);
            }
        }

        return schemes;
    }

    private static readonly Regex s_end = new(@"\]\s*$", RegexOptions.CultureInvariant);
    private static readonly Regex s_field = new("^\\s*\"(?<name>[a-z_ ]+?)( \\(\\d+\\))?\"\\s*:\\s*(?<open>[\\[{])(?<rest>.*)$", RegexOptions.CultureInvariant);
}
