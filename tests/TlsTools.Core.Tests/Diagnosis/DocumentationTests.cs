using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using Xunit;

namespace TlsTools.Tests.Diagnosis;

/// <summary>The index of the rules, and the table of what was found in which capture, are as the code is.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void The_index_of_the_rules_is_up_to_date()
    {
        StringBuilder page = new();
        page.Append("# Rules\n\nWhat is recognised in a TLS connection attempt, by how much it matters; within a group in the order in which findings that are\n");
        page.Append("equally sure are shown. A *failure* names why an attempt failed and is its `Cause`; a *warning* works, but is weak or about to end;\n*information* is worth knowing, and nothing is wrong.\n\n");
        page.Append("The library at each end is recognised by the order of its extensions, which no setting changes, and by how it pads and cuts records.\nThat is no finding of its own: it chooses the products of a remedy, and stands among the evidence of the finding where it did.\n");
        foreach ((Severity severity, string title) in s_groups)
        {
            page.Append($"\n## {title}\n\n| id | what it means | standard |\n|---|---|---|\n");
            foreach (IDiagnosisRule rule in RuleCatalog.Rules.Where(rule => rule.Info.Severity == severity))
            {
                page.Append($"| [{rule.Info.Id}]({rule.Info.Id}.md) | {Abstract(rule.Info.Id)} | {rule.Info.Clause} |\n");
            }
        }

        GeneratedPage.Hold(Path.Combine("docs", "rules", "README.md"), page.ToString());
    }

    [SkippableFact]
    public void The_table_of_causes_is_up_to_date()
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        StringBuilder page = new();
        page.Append("# Causes: what was made to fail, and what was found\n\n");
        page.Append("Every labelled capture, by cause, stacks and version: the label says how the peers were configured, and *found* is the cause that was named.\n");
        page.Append("\"or\" is a second cause that the label accepts because the wire cannot decide. Written by the tests (`TLSTOOLS_UPDATE=1`), never by hand.\n");
        AppendScenarios(page);
        AppendLab(page);
        AppendStacks(page);
        GeneratedPage.Hold(Path.Combine("docs", "causes.md"), page.ToString());
    }

    private static void AppendScenarios(StringBuilder page)
    {
        List<(string Cause, string Stacks, string Version, string Found, bool IsRight)> rows = [];
        foreach (Scenario scenario in Scenario.All())
        {
            TlsHandshake? handshake = scenario.Read();
            string cause = scenario.Cause ?? Healthy;
            string found = handshake is null ? Nothing : handshake.Cause ?? Healthy;
            bool isRight = found == cause || scenario.Also.Contains(found == Healthy ? "none" : found);
            rows.Add((cause, $"{NameOf(scenario["client"])} → {NameOf(scenario["server"])}", scenario["version"] ?? "", found, isRight));
        }

        page.Append($"\n## The project's own scenarios\n\n{rows.Count} captures, {rows.Count(row => row.Cause == Healthy)} of them healthy; ");
        page.Append($"right: {rows.Count(row => row.IsRight)}, missed: {rows.Count(row => !row.IsRight)} (reasons in `tests/fixtures/misses.tsv`).\n\n");
        page.Append("| cause | client → server | version | captures | found |\n|---|---|---|---:|---|\n");
        foreach (var group in rows.GroupBy(row => (row.Cause, row.Stacks, row.Version)).OrderBy(group => group.Key.Cause == Healthy).ThenBy(group => $"{group.Key}", StringComparer.Ordinal))
        {
            page.Append($"| {group.Key.Cause} | {group.Key.Stacks} | {group.Key.Version} | {group.Count()} | {FoundIn([.. group.Select(row => (row.Cause, row.Found, row.IsRight))])} |\n");
        }
    }

    private static void AppendLab(StringBuilder page)
    {
        List<(string Cause, string Found, bool IsRight)> rows = [];
        foreach (string[] cells in LabCauseTests.Rows())
        {
            TlsHandshake? handshake = TlsCapture.ReadHandshakes(LabCauseTests.PathOf(cells[0])).FirstOrDefault(handshake => handshake.Number == int.Parse(cells[1]));
            string found = handshake is null ? Nothing : handshake.Cause ?? Healthy;
            string cause = cells[2] switch { "none" => Healthy, "nothing" => Nothing, { } other => other };
            rows.Add((cause, found, found == cause || (cells.ElementAtOrDefault(3) ?? "").Split(',').Contains(found == Healthy ? "none" : found)));
        }

        page.Append($"\n## The captures of the lab\n\n{rows.Count} labelled attempts; right: {rows.Count(row => row.IsRight)}, missed: {rows.Count(row => !row.IsRight)} (reasons in `lab-causes.tsv`).\n\n");
        page.Append("| cause | attempts | found |\n|---|---:|---|\n");
        foreach (var group in rows.GroupBy(row => row.Cause).OrderBy(group => group.Key == Healthy).ThenBy(group => group.Key, StringComparer.Ordinal))
        {
            page.Append($"| {group.Key} | {group.Count()} | {FoundIn([.. group])} |\n");
        }
    }

    private static void AppendStacks(StringBuilder page)
    {
        page.Append("\n## Libraries recognised\n\nOf the ends of the scenarios whose hello was captured; unknown is what the recogniser is not sure enough of to use.\n\n");
        page.Append("| library | end | ends | right | unknown | wrong |\n|---|---|---:|---:|---:|---:|\n");
        foreach (var group in StackAccuracy.All().GroupBy(end => (end.Truth, end.End)).OrderBy(group => group.Key.End, StringComparer.Ordinal).ThenBy(group => $"{group.Key.Truth}", StringComparer.Ordinal))
        {
            page.Append($"| {group.Key.Truth} | {group.Key.End} | {group.Count()} | {group.Count(end => end.Guess == end.Truth)} | {group.Count(end => end.Guess is null)} | {group.Count(end => end.Guess is { } guess && guess != end.Truth)} |\n");
        }
    }

    private static string FoundIn(List<(string Cause, string Found, bool IsRight)> rows) => string.Join(", ", rows
        .GroupBy(row => (row.Found, row.IsRight))
        .OrderByDescending(group => group.Key.Found == rows[0].Cause)
        .ThenBy(group => group.Key.Found, StringComparer.Ordinal)
        .Select(group => $"{(group.Key.Found == rows[0].Cause ? "the same" : group.Key.IsRight ? $"or {group.Key.Found}" : $"**{group.Key.Found}**")}{(group.Count() == rows.Count ? "" : $" ({group.Count()})")}"));

    private static string NameOf(string? label) => label switch
    {
        null or "none" => "none",
        _ when label.Contains("curl ") => "curl",
        _ => s_names.FirstOrDefault(name => label.StartsWith(name, StringComparison.Ordinal)) ?? "stub",
    };

    // The sentence below the heading.
    private static string Abstract(string id) =>
        string.Join(" ", RulePage.Of(id).Text.Split('\n').Skip(2).TakeWhile(line => line.Length > 0)).Replace("|", "\\|");

    private const string Healthy = "none (healthy)";
    private const string Nothing = "no handshake";

    private static readonly string[] s_names = ["OpenSSL", "JSSE", ".NET", "GnuTLS", "NSS", "nginx", "HAProxy", "stunnel", "Python"];

    private static readonly (Severity, string)[] s_groups = [(Severity.Failure, "Failures"), (Severity.Warning, "Warnings"), (Severity.Information, "Information")];
}
