using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace TlsTools.X509;

/// <summary>What authorities say of revocation, from whatever source: lists, and answers of OCSP responders.</summary>
public sealed record RevocationData
{
    /// <summary>Nothing at all.</summary>
    public static RevocationData Empty { get; } = new();

    /// <summary>Revocation lists.</summary>
    public IReadOnlyList<CertificateRevocationList> Lists { get; init; } = [];

    /// <summary>Answers of OCSP responders.</summary>
    public IReadOnlyList<OcspResponse> Responses { get; init; } = [];

    /// <summary>What could not be had, in sentences.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Reads a file: a revocation list or an OCSP response in DER, or any number of them in PEM.</summary>
    /// <param name="content">The file's content.</param>
    public static RevocationData Read(byte[] content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (OcspResponse.IsResponse(content))
        {
            return new RevocationData { Responses = [OcspResponse.FromDer(content)] };
        }

        MatchCollection blocks = s_pem.Matches(Encoding.ASCII.GetString(content));
        OcspResponse[] responses = [.. blocks.Cast<Match>().Select(block => OcspResponse.FromDer(Decode(block.Groups["base64"].Value)))];
        IReadOnlyList<CertificateRevocationList> lists = CertificateRevocationList.ReadAll(content);
        return new RevocationData
        {
            Responses = responses,

            // Of a text without lists the reader of lists makes one that cannot be read.
            Lists = responses.Length > 0 && lists.All(list => list.Issuer is null) ? [] : lists,
        };
    }

    /// <summary>Puts what several sources say into one.</summary>
    /// <param name="sources">What each says.</param>
    public static RevocationData Combine(IEnumerable<RevocationData> sources)
    {
        List<RevocationData> all = [.. sources];
        return new RevocationData
        {
            Lists = [.. all.SelectMany(data => data.Lists)],
            Responses = [.. all.SelectMany(data => data.Responses)],
            Problems = [.. all.SelectMany(data => data.Problems)],
        };
    }

    private static byte[] Decode(string base64)
    {
        try
        {
            return Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            // Shown as an empty response with its fault; the blocks after it are read.
            return [];
        }
    }

    private static readonly Regex s_pem = new("-----BEGIN OCSP RESPONSE-----(?<base64>[^-]*)-----END OCSP RESPONSE-----", RegexOptions.CultureInvariant);
}
