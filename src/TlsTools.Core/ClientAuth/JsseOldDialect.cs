using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>Reads the CertificateRequest that Java up to 10 writes with <c>-Djavax.net.debug=ssl</c>.</summary>
/// <remarks>
/// <code>
/// *** CertificateRequest
/// Cert Types: RSA, DSS
/// Cert Authorities:
/// &lt;CN=Duke, OU=Java Software, O="Sun Microsystems, Inc.", L=Cupertino, ST=CA, C=US&gt;
/// *** ServerHelloDone
/// </code>
/// An empty list is <c>&lt;Empty&gt;</c>.
/// </remarks>
internal sealed class JsseOldDialect : IAuthorityDialect
{
    public ClientCertificateRequest? TryRead(TextLines lines, string source)
    {
        if (!lines.Peek.TrimStart().StartsWith("Cert Authorities:", StringComparison.Ordinal))
        {
            return null;
        }

        // Some copies break a name over lines, so a name ends at its bracket and not at the end of the line.
        StringBuilder list = new(lines.Next().Substring("Cert Authorities:".Length));
        while (!lines.AtEnd && IsWithin(lines.Peek))
        {
            list.Append(' ').Append(lines.Next().Trim());
        }

        List<DistinguishedName> names = [];
        foreach (string text in list.ToString().Split(['<', '>'], StringSplitOptions.RemoveEmptyEntries).Where(part => part.Contains('=')))
        {
            if (DistinguishedName.TryParse(text, DistinguishedNameOrder.MostSpecificFirst, out DistinguishedName? name))
            {
                names.Add(name);
            }
        }

        return new ClientCertificateRequest { Source = source, Authorities = AcceptableAuthorityList.FromText(names, source, areBoundariesInferred: false) };
    }

    private static bool IsWithin(string line) =>
        !line.StartsWith("***", StringComparison.Ordinal) && (line.Contains('=') || line.Contains('<') || line.Contains('>'));
}
