using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text.RegularExpressions;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Reports.Ladders;
using TlsTools.Reports.Pages;
using TlsTools.Tests.Diagnosis;
using Xunit;

namespace TlsTools.Tests.Reports;

/// <summary>What a report holds, how large it gets, and that nothing sent by a peer is markup in it.</summary>
public sealed partial class TlsReportTests
{
    [Fact]
    public void It_counts_all_and_shows_everything_of_each_that_failed()
    {
        string page = ReportPages.OfSamples();

        // samples/README.md: fifteen captures, eight refusals, three of them for want of a client certificate.
        Assert.Contains("<b>15</b>attempts", page, StringComparison.Ordinal);
        Assert.Contains("<b>8</b>failed", page, StringComparison.Ordinal);
        Assert.Equal(8, Regex.Count(page, "<article class=\"attempt failed\""));
        Assert.Matches("<b>3</b><div><a href=\"#a\\d+\">ClientCertificateMissing</a>", page);
        Assert.Contains("Authorities that the server accepts (1)", page, StringComparison.Ordinal);
        Assert.Contains("None: the Certificate message was empty.", page, StringComparison.Ordinal);
        Assert.Contains("had expired", page, StringComparison.Ordinal);
        Assert.Contains("no keys were given", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Thousands_of_attempts_make_a_page_of_bounded_size_that_says_what_it_leaves_out()
    {
        TlsHandshake frequent = Scenario.Of("client-none-openssl-tls12").Read()!;
        TlsHandshake rare = Scenario.Of("server-expired-curl-openssl-tls12").Read()!;
        IReadOnlyList<Finding> frequentFindings = frequent.Findings;
        TlsReport report = new(new TlsReportOptions { MaximumLadders = 20, MaximumRows = 1000 });
        for (int i = 0; i < 3000; i++)
        {
            report.Add(new HandshakeDiagnosis(frequent, frequentFindings));
        }

        report.Add(new HandshakeDiagnosis(rare, rare.Findings));
        string page = ReportPages.Write(report);
        Assert.Contains("<b>3,001</b>failed", page, StringComparison.Ordinal);
        Assert.Equal(20, Regex.Count(page, "<article "));
        Assert.Contains("20 of 3,001 failed attempts", page, StringComparison.Ordinal);
        Assert.Contains("2,001 of 3,001 are left out here", page, StringComparison.Ordinal);

        // What is rare is not lost behind what is frequent.
        Assert.Matches("<h3 id=\"a3001-title\">ServerCertificateExpired", page);
        Assert.InRange(page.Length, 100_000, 2_000_000);
    }

    [Fact]
    public void A_report_of_nothing_says_so() => Assert.Contains("There is no handshake in what was read.", ReportPages.Write(new TlsReport()), StringComparison.Ordinal);

    [Fact]
    public void Nothing_that_a_peer_sent_is_markup()
    {
        TlsHandshake handshake = HostileHandshake.Create();
        TlsReport report = new(new TlsReportOptions { Title = HostileHandshake.Text });
        report.Add(new HandshakeDiagnosis(handshake, handshake.Findings));
        string page = ReportPages.Write(report);
        string[] tags = [.. Tag().Matches(page).Select(match => match.Groups[1].Value.ToLowerInvariant()).Distinct()];
        Assert.DoesNotContain("img", tags);
        Assert.Equal(1, Regex.Count(page, "<script"));
        Assert.DoesNotContain("onerror=alert(2)>", page, StringComparison.Ordinal);
        Assert.DoesNotContain(page, character => character != '\n' && char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format);
        Assert.Contains("<script>alert(1)</script>", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_over_time_keep_every_attempt_however_the_times_are_spread()
    {
        TimeHistogram histogram = new();
        DateTime start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        double[] seconds = [5000, 0, 0.001, 100_000, -70_000, 3, 3, 3];
        foreach (double second in seconds)
        {
            histogram.Add(start.AddSeconds(second), 1);
        }

        Assert.Equal(seconds.Length, histogram.Spans.Sum(span => span.Counts[1]));
        Assert.InRange(histogram.Spans.Count, 2, 60);
        Assert.True(histogram.Spans[0].Start <= start.AddSeconds(-70_000) && histogram.Spans[^1].Start + histogram.Span > start.AddSeconds(100_000));
    }

    [Fact]
    public void Of_many_durations_some_are_kept_evenly()
    {
        DurationPoints points = new();
        DateTime start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (int i = 0; i < 100_000; i++)
        {
            points.Add(start.AddSeconds(i), TimeSpan.FromMilliseconds(1), 0);
        }

        Assert.InRange(points.Points.Count, 900, 2000);
        Assert.All(points.Points, point => Assert.Equal(0, (point.Time - start).TotalSeconds % points.Stride));
    }

    [Theory]
    [InlineData(0.4, "0.4 ms")]
    [InlineData(24.2, "24 ms")]
    [InlineData(1590, "1.6 s")]
    [InlineData(125_000, "2 min 5 s")]
    [InlineData(7_320_000, "2 h 2 min")]
    [InlineData(-3, "-3.0 ms")]
    public void Times_are_written_as_people_read_them(double milliseconds, string expected) => Assert.Equal(expected, TimeText.Of(TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond))));

    [GeneratedRegex("<([a-zA-Z]+)")]
    private static partial Regex Tag();
}
