using System.Collections.Generic;
using System.IO;
using System.Linq;
using TlsTools.Handshakes;
using Xunit;

namespace TlsTools.Tests.Oracle;

/// <summary>The captures of real peers that fail in every way must be judged as they went (lab-expectations.tsv says how).</summary>
public sealed class LabTests
{
    private static readonly KnownDifferences s_known = KnownDifferences.Read("known-differences-lab.tsv");
    private static readonly ILookup<string, string[]> s_expectations = ReadExpectations();

    public static TheoryData<string> Captures()
    {
        TheoryData<string> names = [];
        string folder = Path.Combine(RepositoryFiles.Shared ?? "", "lab", "captures");
        string[] paths = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.pcap") : ["(the lab captures)"];
        foreach (string path in paths.Order())
        {
            names.Add(Path.GetFileNameWithoutExtension(path));
        }

        return names;
    }

    [SkippableTheory]
    [MemberData(nameof(Captures))]
    public void Judges_the_attempt_as_it_went(string name)
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        string path = Path.Combine(RepositoryFiles.Shared, "lab", "captures", name + ".pcap");
        Dictionary<int, SortedDictionary<string, string>> ours = TlsCapture.ReadHandshakes(path)
            .Where(handshake => handshake.Phase != HandshakePhase.TcpOnly || handshake.Messages.Any(message => message.Version is not null))
            .ToDictionary(handshake => handshake.Stream!.Value, Facts);
        Dictionary<int, SortedDictionary<string, string>> expected = s_expectations[name].ToDictionary(row => int.Parse(row[1]), Facts);
        foreach ((int stream, SortedDictionary<string, string> facts) in expected)
        {
            foreach (string open in facts.Where(fact => fact.Value == "?").Select(fact => fact.Key).ToArray())
            {
                facts.Remove(open);
                ours.GetValueOrDefault(stream)?.Remove(open);
            }
        }

        s_known.AssertExplained(name, Difference.Between(ours, expected));
    }

    private static SortedDictionary<string, string> Facts(TlsHandshake handshake) => Facts(
        [
            "",
            "",
            handshake.Version?.ToString() ?? "-",
            handshake.Outcome.ToString(),
            handshake.Alert is { } alert ? $"{alert.Sender} {(alert.Encrypted ? "encrypted" : alert.Description)}" : "-",
            handshake.ClientAuthentication.ToString(),
        ]);

    private static SortedDictionary<string, string> Facts(string[] row) => new(System.StringComparer.Ordinal)
    {
        ["version"] = row[2],
        ["outcome"] = row[3],
        ["alert"] = row[4],
        ["clientAuthentication"] = row[5],
    };

    private static ILookup<string, string[]> ReadExpectations() =>
        File.ReadLines(Path.Combine(RepositoryFiles.Root, "tests", "TlsTools.Core.Tests", "Oracle", "lab-expectations.tsv"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('\t'))
            .ToLookup(row => row[0]);
}
