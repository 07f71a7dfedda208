using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Reports.Ladders;
using TlsTools.Reports.Pages;
using Xunit;

namespace TlsTools.Tests.Reports;

/// <summary>Pages as a real browser shows them: what its script does, what fits, what can be read, and that nothing sent by a peer acts.</summary>
public sealed partial class BrowserTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tlstools-pages").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [InlineData(1280, false)]
    [InlineData(400, false)]
    [InlineData(1280, true)]
    public async Task The_report_of_the_samples_works_and_can_be_read(int width, bool isDark)
    {
        Skip.If(Browser.Program is null, Browser.Missing);
        JsonElement found = await CheckAsync(ReportPages.OfSamples(), width, isDark);

        Assert.Empty(Strings(found, "wrong"));
        Assert.Empty(Strings(found, "outside"));
        Assert.Empty(Strings(found, "weak"));
        Assert.InRange(found.GetProperty("leastContrast").GetDouble(), 4.5, 21);
        Assert.InRange(found.GetProperty("texts").GetInt32(), 500, int.MaxValue);
        Assert.True(found.GetProperty("needed").GetInt32() <= found.GetProperty("width").GetInt32(), string.Join(", ", Strings(found, "wide")));
        if (width >= 1280)
        {
            Assert.Equal(0, found.GetProperty("tableNeeds").GetInt32());
        }

        long[] ascending = [.. found.GetProperty("ascending").EnumerateArray().Select(value => value.GetInt64())];
        Assert.Equal(Directory.GetFiles(Path.Combine(RepositoryFiles.Root, "samples"), "*.pcap*").Length, ascending.Length);
        Assert.Equal(ascending.Order(), ascending);
        Assert.Equal(ascending.OrderDescending(), found.GetProperty("descending").EnumerateArray().Select(value => value.GetInt64()));
        Assert.Equal(("ascending", "descending"), (found.GetProperty("sortedAscending").GetString(), found.GetProperty("sortedDescending").GetString()));
        Assert.Equal($"1: 1 of {ascending.Length} shown", found.GetProperty("filteredByText").GetString());

        // samples/README.md lists eight that were refused.
        Assert.Equal($"8: 8 of {ascending.Length} shown", found.GetProperty("filteredByOutcome").GetString());
    }

    [SkippableFact]
    public async Task Nothing_that_a_peer_sent_acts_in_a_page()
    {
        Skip.If(Browser.Program is null, Browser.Missing);
        TlsReport report = new(new TlsReportOptions { Title = HostileHandshake.Text });
        TlsHandshake handshake = HostileHandshake.Create();
        report.Add(new HandshakeDiagnosis(handshake, handshake.Findings));
        JsonElement found = await CheckAsync(ReportPages.Write(report), 1280, isDark: false);

        Assert.Empty(Strings(found, "wrong"));
        Assert.Equal(1, found.GetProperty("scripts").GetInt32());
        Assert.True(found.GetProperty("needed").GetInt32() <= found.GetProperty("width").GetInt32(), string.Join(", ", Strings(found, "wide")));
    }

    [SkippableFact]
    public async Task The_page_of_one_ladder_works()
    {
        Skip.If(Browser.Program is null, Browser.Missing);
        JsonElement found = await CheckAsync(LadderDocuments.Render([LadderTests.OfSample("mutual-tls13-with-keys.pcapng")], LadderFormat.Html, 100).Single(), 1280, isDark: false);
        Assert.Empty(Strings(found, "wrong"));
        Assert.Empty(Strings(found, "outside"));
        Assert.Empty(Strings(found, "weak"));
    }

    [SkippableTheory]
    [InlineData("client-certificate-withheld.pcap")]
    [InlineData("mutual-tls13-without-keys.pcap")]
    public async Task A_picture_by_itself_is_well_formed_and_text_stays_inside(string sample)
    {
        Skip.If(Browser.Program is null, Browser.Missing);
        string svg = LadderSvg.Render(LadderTests.OfSample(sample));
        JsonElement found = await CheckAsync($"<!DOCTYPE html><html lang=\"en\"><title>x</title><a class=\"skip\" href=\"#m\">m</a><main id=\"m\"><h1>x</h1>{svg}</main>", 1280, isDark: false);
        Assert.Empty(Strings(found, "outside"));
        Assert.Empty(Strings(found, "weak"));
    }

    private async Task<JsonElement> CheckAsync(string page, int width, bool isDark)
    {
        string file = Path.Combine(_folder, "page.html");
        await File.WriteAllTextAsync(file, page);
        string checks = await File.ReadAllTextAsync(Path.Combine(RepositoryFiles.Root, "tests", "TlsTools.Core.Tests", "Reports", "checks.html"));
        string frame = Path.Combine(_folder, "checks.html");
        await File.WriteAllTextAsync(frame, checks.Replace("WIDTH", $"{width}", StringComparison.Ordinal).Replace("PAGE", "page.html", StringComparison.Ordinal));
        (string document, string log) = await Browser.OpenAsync(frame, isDark);

        // What a script throws, and what the page's policy stops, is written there.
        Assert.DoesNotContain("CONSOLE", log, StringComparison.Ordinal);
        Match result = Result().Match(document);
        Assert.True(result.Groups[1].Length > 2, document.Length > 2000 ? document[..2000] : document + log);
        JsonElement found = JsonDocument.Parse(WebUtility.HtmlDecode(result.Groups[1].Value)).RootElement;
        Assert.False(found.TryGetProperty("error", out JsonElement error), error.ToString());
        return found;
    }

    private static IEnumerable<string?> Strings(JsonElement found, string name) => found.GetProperty(name).EnumerateArray().Select(value => value.GetString());

    [GeneratedRegex("<pre id=\"result\">(.*?)</pre>", RegexOptions.Singleline)]
    private static partial Regex Result();
}
