using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>Reads the list that IAIK's iSaSiLk writes in webMethods Integration Server's log.</summary>
/// <remarks>
/// <code>
/// ssl_debug(4): Accepted certificate authorities:
/// ssl_debug(4):   cn=ca,ou=ca,o=ca,l=BLR,st=KA,c=IN
/// </code>
/// </remarks>
internal sealed class IaikDialect : IAuthorityDialect
{
    public ClientCertificateRequest? TryRead(TextLines lines, string source)
    {
        if (!Content(lines.Peek).StartsWith("Accepted certificate authorities:", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        lines.Next();
        List<DistinguishedName> names = [];
        while (!lines.AtEnd
            && Content(lines.Peek) is { Length: > 0 } text
            && DistinguishedName.TryParse(text, DistinguishedNameOrder.MostSpecificFirst, out DistinguishedName? name))
        {
            names.Add(name);
            lines.Next();
        }

        return new ClientCertificateRequest { Source = source, Authorities = AcceptableAuthorityList.FromText(names, source, areBoundariesInferred: false) };
    }

    private static string Content(string line) => s_prefix.Replace(line, string.Empty).Trim();

    private static readonly Regex s_prefix = new(@"^.*?ssl_debug\(\d+\):", RegexOptions.CultureInvariant);
}
