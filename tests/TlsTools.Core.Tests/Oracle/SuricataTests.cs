using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using TlsTools.Capture;
using TlsTools.Handshakes;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.Oracle;

/// <summary>The second opinion on the same captures: what Suricata logs of a TLS session must be what we read, or be explained.</summary>
/// <remarks>Not its JA4, which differs from the authors' method where there is no signature_algorithms and for drafts; TShark's is compared.</remarks>
public sealed class SuricataTests
{
    private static readonly KnownDifferences s_known = KnownDifferences.Read("known-differences-suricata.tsv");

    public static TheoryData<string> Captures() => CaptureInventory.Files("tls-tcp", "tls-tcp-converted");

    [SkippableTheory]
    [MemberData(nameof(Captures))]
    public void Says_what_Suricata_says(string file)
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        CaptureRow row = CaptureInventory.Row(file);
        ILookup<string, TlsHandshake> ours = Read(row.FullPath).ToLookup(handshake => $"{handshake.Client} {handshake.Server}");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(row.SuricataPath));
        List<Difference> differences = [];
        foreach (JsonElement session in document.RootElement.GetProperty("tls_events").EnumerateArray())
        {
            string ends = $"{EndPoint(session.GetProperty("src"))} {EndPoint(session.GetProperty("dst"))}";
            SortedDictionary<string, string> facts = FactsOf(session.GetProperty("tls"));

            // Ports are used again, so a session may be that of any connection between its ends.
            Difference[]? fewest = null;
            foreach (TlsHandshake handshake in ours[ends])
            {
                Difference[] found = [.. Compare(handshake, facts)];
                fewest = fewest is null || found.Length < fewest.Length ? found : fewest;
            }

            differences.AddRange(fewest ?? [new(session.GetProperty("pcap_cnt") is { ValueKind: JsonValueKind.Number } packet ? packet.GetInt32() : 0, "session", null, ends)]);
        }

        s_known.AssertExplained(file, differences.DistinctBy(difference => (difference.Stream, difference.Field)));
    }

    private static IEnumerable<Difference> Compare(TlsHandshake handshake, SortedDictionary<string, string> facts)
    {
        Dictionary<string, string> ours = new()
        {
            ["version"] = VersionOf(handshake),
            ["sni"] = handshake.ServerName ?? "",
            ["ja3"] = handshake.Ja3 ?? "",
            ["ja3s"] = handshake.Ja3s ?? "",
            ["certificates"] = Hashes(handshake.ServerCertificates),
            ["clientCertificates"] = Hashes(handshake.ClientCertificates),
        };
        foreach ((string field, string theirs) in facts)
        {
            // Without a ServerHello Suricata logs the version of the record.
            if (ours[field] != theirs && !(field == "version" && handshake.ServerHello is null))
            {
                yield return new(handshake.Stream!.Value, field, ours[field], theirs);
            }
        }
    }

    private static string VersionOf(TlsHandshake handshake) => WithoutDraft(handshake.Version?.ToString() ?? "");

    // Both name drafts, in other words.
    private static string WithoutDraft(string version) => version.Split(" draft")[0];

    private static string Hashes(IReadOnlyList<TlsCertificate>? chain) =>
        string.Join(",", (chain ?? []).Select(certificate => certificate.Sha256!.ToLowerInvariant()));

    private static SortedDictionary<string, string> FactsOf(JsonElement tls)
    {
        SortedDictionary<string, string> facts = new(StringComparer.Ordinal);
        Add(facts, "sni", tls, "sni");
        string version = tls.GetProperty("version").GetString()!;
        if (version != "UNDETERMINED")
        {
            facts["version"] = version switch
            {
                "SSLv2" => "SSL 2.0",
                "SSLv3" => "SSL 3.0",
                "TLSv1" => "TLS 1.0",
                _ => WithoutDraft(version),
            };
        }

        foreach (string fingerprint in (string[])["ja3", "ja3s"])
        {
            if (tls.TryGetProperty(fingerprint, out JsonElement found))
            {
                Add(facts, fingerprint, found, "hash");
            }
        }

        AddChain(facts, "certificates", tls);
        if (tls.TryGetProperty("client", out JsonElement client))
        {
            AddChain(facts, "clientCertificates", client);
        }

        return facts;
    }

    private static void Add(SortedDictionary<string, string> facts, string field, JsonElement element, string property)
    {
        if (element.TryGetProperty(property, out JsonElement value) && value.GetString() is { Length: > 0 } text)
        {
            facts[field] = text;
        }
    }

    private static void AddChain(SortedDictionary<string, string> facts, string field, JsonElement element)
    {
        string chain = string.Join(",", element.GetProperty("chain_sha256").EnumerateArray().Select(hash => hash.GetString()));
        if (chain.Length > 0)
        {
            facts[field] = chain;
        }
    }

    // Suricata writes an IPv6 address in full.
    private static string EndPoint(JsonElement text)
    {
        string value = text.GetString()!;
        int colon = value.LastIndexOf(':');
        return new System.Net.IPEndPoint(System.Net.IPAddress.Parse(value[..colon].Trim('[', ']')), int.Parse(value.AsSpan(colon + 1))).ToString();
    }

    private static List<TlsHandshake> Read(string path)
    {
        List<TlsHandshake> handshakes = [];
        try
        {
            handshakes.AddRange(TlsCapture.ReadHandshakes(path, new TlsCaptureOptions { IgnoreCarriedSecrets = true }));
        }
        catch (CaptureFormatException)
        {
            // Several public captures are cut off; what stands before the cut is compared.
        }

        return handshakes;
    }
}
