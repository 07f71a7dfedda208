using System;
using System.Collections.Generic;
using System.Linq;

namespace TlsTools.ClientAuth;

/// <summary>Finds requests for client certificates in what tools print: <c>openssl s_client</c>, JSSE's debug log, IAIK's debug log.</summary>
public static class AuthorityText
{
    /// <summary>Reads all requests that a text shows, in its order.</summary>
    /// <param name="text">The output or log.</param>
    /// <param name="source">Where it came from.</param>
    public static IReadOnlyList<ClientCertificateRequest> ReadRequests(string text, string source)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<ClientCertificateRequest> requests = [];
        TextLines lines = new(text);
        while (!lines.AtEnd)
        {
            ClientCertificateRequest? request = s_dialects.Select(dialect => dialect.TryRead(lines, source)).FirstOrDefault(found => found is not null);
            if (request is null)
            {
                lines.Next();
            }
            else
            {
                requests.Add(request);
            }
        }

        return requests;
    }

    // A dialect looks at the line that comes next and, if the line begins its list, reads up to the list's end.
    private static readonly IAuthorityDialect[] s_dialects =
    [
        new OpenSslDialect(),
        new JsseDialect(),
        new JsseOldDialect(),
        new IaikDialect(),
    ];
}
