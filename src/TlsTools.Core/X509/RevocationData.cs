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

    /// <summary>
    /// Reads a file: a revocation list or an OCSP response in DER, or any number of them in PEM. What is neither, or damaged, is told in
    /// <see cref="Problems"/>; it stands in the lists all the same, because whoever gave it asks about a server that checks revocation.
    /// </summary>
    /// <param name="content">The file's content.</param>
    public static RevocationData Read(byte[] content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (OcspResponse.IsResponse(content))
        {
            return From([], [OcspResponse.FromDer(content)]);
        }

        ILookup<bool, byte[]> blocks = s_pem.Matches(Encoding.ASCII.GetString(content)).Cast<Match>()
            .ToLookup(block => block.Groups["label"].Value == ResponseLabel, block => Decode(block.Groups["base64"].Value));
        if (blocks.Count > 0)
        {
            return From([.. blocks[false].Select(CertificateRevocationList.FromDer)], [.. blocks[true].Select(OcspResponse.FromDer)]);
        }

        CertificateRevocationList list = CertificateRevocationList.FromDer(content);
        return list.Issuer is null ? new RevocationData { Lists = [list], Problems = ["This is no revocation list and no OCSP response."] } : From([list], []);
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

    private static RevocationData From(CertificateRevocationList[] lists, OcspResponse[] responses) => new()
    {
        Lists = lists,
        Responses = responses,
        Problems =
        [
            .. lists.Where(list => list.Fault is not null).Select(list => $"The revocation list of {(list.Issuer is { } issuer ? $"'{issuer}'" : "somebody")} is damaged: {list.Fault}."),
            .. responses.Where(response => response.Fault is not null).Select(response => $"An OCSP response is damaged: {response.Fault}."),
        ],
    };

    private static byte[] Decode(string base64)
    {
        try
        {
            return Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            // Nothing is told as damaged from the first byte on; the blocks after it are read.
            return [];
        }
    }

    private const string ResponseLabel = "OCSP RESPONSE";

    // A block that is cut off is read as far as it goes, so that it is told and not passed over.
    private static readonly Regex s_pem = new($"-----BEGIN (?<label>{ResponseLabel}|X509 CRL)-----(?<base64>[^-]*)", RegexOptions.CultureInvariant);
}
