using System.Collections.Generic;
using System.IO;
using System.Linq;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using Xunit;

namespace TlsTools.Tests.Diagnosis;

/// <summary>Each labelled capture gives the cause of its label, or stands in the list of misses with its reason.</summary>
public sealed class ScenarioTests
{
    private static readonly Dictionary<string, (string Found, string Reason)> s_misses = ReadMisses();

    public static TheoryData<string> Names => [.. Scenario.All().Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_cause_is_the_labelled_one(string name)
    {
        Scenario scenario = Scenario.Of(name);
        TlsHandshake? handshake = scenario.Read();
        string? cause = handshake is null ? "nothing" : handshake.Cause;
        bool isRight = cause == scenario.Cause || scenario.Also.Contains(cause ?? "none");
        if (s_misses.TryGetValue(name, out (string Found, string Reason) miss))
        {
            Assert.False(isRight, $"{name} is right now; take it off misses.tsv.");
            Assert.Equal(miss.Found, cause ?? "none");
            return;
        }

        Assert.True(isRight, $"{name}: {scenario.Cause ?? "none"} expected, {string.Join(" | ", handshake?.Findings ?? [])} found");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_finding_has_evidence_remedy_and_reference(string name)
    {
        foreach (Finding finding in Scenario.Of(name).Read()?.Findings ?? [])
        {
            Assert.NotEmpty(finding.Evidence);
            Assert.NotEmpty(finding.Reference);
            Assert.EndsWith(".", finding.Message);
            Assert.True(finding.Severity == Severity.Information || finding.Remedy.Count > 0, finding.ToString());
        }
    }

    private static Dictionary<string, (string Found, string Reason)> ReadMisses() =>
        File.ReadLines(Path.Combine(Scenario.FixtureFolder, "misses.tsv"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))
            .ToDictionary(cells => cells[0], cells => (cells[1], cells[2]));
}
