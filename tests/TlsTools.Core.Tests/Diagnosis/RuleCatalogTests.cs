using System.Collections.Generic;
using System.IO;
using System.Linq;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using Xunit;

namespace TlsTools.Tests.Diagnosis;

/// <summary>Rule, page, id and fixtures agree.</summary>
public sealed class RuleCatalogTests
{
    private static readonly string s_pages = Path.Combine(RepositoryFiles.Root, "docs", "rules");

    private static readonly ILookup<string, string[]> s_fixtures = File.ReadLines(Path.Combine(Scenario.FixtureFolder, "rules.tsv"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split('\t'))
        .ToLookup(cells => cells[0]);

    public static TheoryData<string> Ids => [.. RuleCatalog.Rules.Select(rule => rule.Info.Id)];

    [Fact]
    public void Ids_are_unique() =>
        Assert.Equal(RuleCatalog.Rules.Length, RuleCatalog.Rules.Select(rule => rule.Info.Id).Distinct().Count());

    [Fact]
    public void Every_page_has_a_rule() =>
        Assert.Equal(
            RuleCatalog.Rules.Select(rule => rule.Info.Id).Order(),
            Directory.EnumerateFiles(s_pages, "*.md").Select(Path.GetFileNameWithoutExtension).Where(name => name != "README").Order());

    [Theory]
    [MemberData(nameof(Ids))]
    public void Its_class_has_the_name_of_its_id(string id) => Assert.Equal(id, RuleOf(id).GetType().Name);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Its_page_says_all_that_a_page_says(string id)
    {
        RulePage page = RulePage.Of(id);
        string[] lines = page.Text.Split('\n');
        RuleInfo info = RuleOf(id).Info;
        Assert.Equal($"# {id}", lines[0]);
        Assert.Contains($"Severity: {info.Severity} · Standard: {info.Clause}", lines);
        string[] wanted = ["## What it means", "## How it looks in a capture", "## Why it happens", "## What decides", "## How to fix it"];
        Assert.Equal(wanted, lines.Where(line => line.StartsWith("## ")));
        Assert.NotEmpty(page.Steps);
        Assert.All(page.Steps, step => Assert.True(step.Product is null || s_products.Contains(step.Product), step.Product));
    }

    /// <summary>A cause is looked up by those who run one of these products; each finds a line for it.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void The_page_of_a_cause_names_every_product(string id)
    {
        if (RuleOf(id).Info.Severity == Severity.Failure)
        {
            Assert.Equal(s_products, RulePage.Of(id).Steps.Where(step => step.Product is not null).Select(step => step.Product).Distinct());
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_has_a_fixture_that_fires_and_one_that_nearly_does(string id)
    {
        Assert.True(s_fixtures[id].Any(), $"{id} has no row in rules.tsv.");
        foreach (string[] cells in s_fixtures[id])
        {
            Assert.Contains(id, FindingsOf(cells[1]).Select(finding => finding.Id));
            Assert.DoesNotContain(id, FindingsOf(cells[2]).Select(finding => finding.Id));
        }
    }

    /// <summary>Healthy handshakes are not examined by the rules that only explain failures, so none of those may have anything to say.</summary>
    [Theory]
    [MemberData(nameof(ScenarioTests.Names), MemberType = typeof(ScenarioTests))]
    public void What_is_not_asked_of_a_healthy_handshake_would_say_nothing(string name)
    {
        DiagnosisCase examined = new(Scenario.Of(name).Read()!, int.MaxValue);
        if (examined.IsHealthy)
        {
            Assert.Empty(RuleCatalog.Rules.Except(RuleCatalog.RulesForHealthy).SelectMany(rule => rule.Examine(examined)));
        }
    }

    [Fact]
    public void Every_row_of_the_fixtures_belongs_to_a_rule() =>
        Assert.Empty(s_fixtures.Select(row => row.Key).Except(RuleCatalog.Rules.Select(rule => rule.Info.Id)));

    /// <summary>A scenario's folder, with another handshake than the labelled one behind <c>#</c>, or a transcript.</summary>
    private static IReadOnlyList<Finding> FindingsOf(string fixture)
    {
        TlsHandshake? handshake = fixture.EndsWith(".txt", System.StringComparison.Ordinal)
            ? TranscriptFile.Read(Path.Combine(Scenario.FixtureFolder, fixture))
            : Scenario.Of(fixture.Split('#')[0]).Read(fixture.Split('#').ElementAtOrDefault(1));
        Assert.NotNull(handshake);
        return handshake.Findings;
    }

    private static IDiagnosisRule RuleOf(string id) => RuleCatalog.Rules.Single(rule => rule.Info.Id == id);

    private static readonly string[] s_products =
    [
        "Java (JSSE)", "webMethods Integration Server", "Apigee", "Kafka", "nginx", "HAProxy", "IIS and Schannel", ".NET", "OpenSSL",
    ];
}
