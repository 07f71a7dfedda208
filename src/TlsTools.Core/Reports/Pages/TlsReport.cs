using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Reports.Ladders;
using TlsTools.Reports.Markup;

namespace TlsTools.Reports.Pages;

/// <summary>
/// A page about many handshakes, in one file that loads nothing: counts, a table, and all that is known of those that failed. It
/// takes handshakes one after the other and keeps of each only what the page will show.
/// </summary>
/// <param name="options">What it is to hold; <see langword="null"/> for the usual.</param>
public sealed class TlsReport(TlsReportOptions? options = null)
{
    private readonly TlsReportOptions _options = options ?? new();
    private readonly ReportTally _tally = new();
    private readonly TimeHistogram _histogram = new();
    private readonly DurationPoints _durations = new();
    private readonly List<ReportRow> _broken = [];
    private readonly List<ReportRow> _others = [];
    private readonly List<string> _sources = [];
    private readonly SectionChoice _brokenSections = new((options ?? new()).MaximumLadders);
    private readonly SectionChoice _otherSections = new((options ?? new()).MaximumOtherLadders);

    /// <summary>How many handshakes were added.</summary>
    public int Count { get; private set; }

    /// <summary>Takes a handshake.</summary>
    /// <param name="diagnosis">The handshake, and what was found in it.</param>
    public void Add(HandshakeDiagnosis diagnosis)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        TlsHandshake handshake = diagnosis.Handshake;
        int index = ++Count;
        ReportRow row = Row(diagnosis, index);
        _tally.Add(row, diagnosis.Failure?.Message ?? string.Empty);
        int outcome = row.IsBroken ? 1 : row.Outcome == HandshakeOutcome.Completed ? 0 : 2;
        if (row.Start is { } start)
        {
            _histogram.Add(start, outcome);
            if (row.Duration is { } duration && duration >= TimeSpan.Zero)
            {
                _durations.Add(start, duration, outcome);
            }
        }

        if (handshake.Source is { } source && (_sources.Count == 0 || _sources[_sources.Count - 1] != source) && _sources.Count < MostSources && !_sources.Contains(source))
        {
            _sources.Add(source);
        }

        List<ReportRow> rows = row.IsBroken ? _broken : _others;
        if (rows.Count < _options.MaximumRows)
        {
            rows.Add(row);
        }

        string kind = row.IsBroken ? row.Cause ?? row.Result : $"{row.Outcome} {row.Version} {row.ClientCertificate}";
        (row.IsBroken ? _brokenSections : _otherSections).Offer(
            kind, $"{row.Server} {row.Result}", index, () => HandshakeSection.Render(diagnosis, $"a{index.ToString(CultureInfo.InvariantCulture)}"));
    }

    /// <summary>Writes the page.</summary>
    /// <param name="writer">Takes it.</param>
    public void Write(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ReportPage.Begin(writer, _options.Title);
        writer.Write(Summary());
        ReportRow[] rows = [.. _broken.Concat(_others.Take(_options.MaximumRows - _broken.Count)).OrderBy(row => row.Index)];
        writer.Write(ReportTable.Render(rows, Count, [.. _brokenSections.Chosen, .. _otherSections.Chosen], _sources.Count > 1));
        WriteSections(writer, "Failed attempts", _brokenSections, _tally.Broken, "failed attempts");
        WriteSections(writer, "Other attempts", _otherSections, Count - _tally.Broken, "others, for comparison");
        writer.Write("</main>\n");
        ReportPage.End(writer, "Made by TlsTools. Everything is in this file; it loads nothing from anywhere. Times are UTC. Application data was not read.");
    }

    /// <summary>A page that has nothing but all that is known of some handshakes.</summary>
    /// <param name="ladders">The handshakes.</param>
    internal static string OfLadders(IReadOnlyList<Ladder> ladders)
    {
        using StringWriter writer = new(CultureInfo.InvariantCulture);
        ReportPage.Begin(writer, ladders.Count == 1 ? ladders[0].ToString() : $"{ladders.Count.ToString(CultureInfo.InvariantCulture)} TLS handshakes");
        writer.Write($"<main id=\"content\">\n<h1>{(ladders.Count == 1 ? "TLS handshake" : "TLS handshakes")}</h1>\n");
        for (int i = 0; i < ladders.Count; i++)
        {
            writer.Write(HandshakeSection.Render(new HandshakeDiagnosis(ladders[i].Handshake, ladders[i].Findings), $"a{(i + 1).ToString(CultureInfo.InvariantCulture)}"));
        }

        writer.Write("</main>\n");
        ReportPage.End(writer, "Made by TlsTools. Everything is in this file; it loads nothing from anywhere. Times are UTC. Application data was not read.");
        return writer.ToString();
    }

    private string Summary()
    {
        MarkupWriter page = new();
        _ = page.Open("div", ("class", "top")).Element("h1", _options.Title).Element("p", Scope(), ("class", "sub"))
            .Open("ul", ("class", "tiles"));
        Tile(page, Number(Count), Count == 1 ? "attempt" : "attempts", null);
        Tile(page, Number(Count - _tally.Broken - _tally.Outcomes[2]), "completed", "good");
        Tile(page, Number(_tally.Broken), "failed", _tally.Broken > 0 ? "bad" : null);
        Tile(page, Number(_tally.Outcomes[2]), "undecided", _tally.Outcomes[2] > 0 ? "open" : null);
        Tile(page, _tally.Servers, _tally.Servers == "1" ? "server" : "servers", null);
        _ = page.Close("ul").Close("div").Line().Open("main", ("id", "content"));
        WriteCauses(page);
        _ = page.Element("h2", "At a glance").Open("div", ("class", "charts")).Line();
        if (_histogram.Spans.Count > 0)
        {
            ReportCharts.Outcomes(page, _histogram);
            ReportCharts.Durations(page, _durations);
        }

        ReportCharts.Bars(page, "Outcome", [("completed", Count - _tally.Broken - _tally.Outcomes[2]), ("failed", _tally.Broken), ("undecided", _tally.Outcomes[2])]);
        ReportCharts.Bars(page, "Version", _tally.Versions);
        ReportCharts.Bars(page, "Cipher suite", _tally.Suites);
        ReportCharts.Bars(page, "Client certificate", _tally.Certificates);
        return page.Close("div").Line().ToString();
    }

    private void WriteCauses(MarkupWriter page)
    {
        if (_tally.Causes.Count == 0)
        {
            _ = page.Element("h2", "Causes").Element("p", Count == 0 ? "There is no handshake in what was read." : "No attempt failed.");
            return;
        }

        HashSet<int> chosen = _brokenSections.Chosen;
        _ = page.Element("h2", "Why attempts failed").Open("ol", ("class", "causes"));
        foreach ((string id, int count, int first, string message) in _tally.Causes)
        {
            _ = page.Open("li").Element("b", Number(count)).Open("div");
            _ = chosen.Contains(first) ? page.Element("a", id, ("href", $"#a{first.ToString(CultureInfo.InvariantCulture)}")) : page.Element("span", id);
            _ = page.Open("p").Prose(ProseMarkup.Clip(message)).Close("p").Close("div").Close("li").Line();
        }

        _ = page.Close("ol");
    }

    private string Scope()
    {
        string sources = _sources.Count switch
        {
            0 => string.Empty,
            <= 3 => string.Join(", ", _sources.Select(source => source.Substring(source.LastIndexOfAny(['/', '\\']) + 1))) + ". ",
            MostSources => $"{Number(MostSources)} sources or more. ",
            _ => $"{Number(_sources.Count)} sources. ",
        };
        return _tally.Time is { First: { } first, Last: { } last }
            ? $"{sources}{first.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} to {last.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC."
            : sources;
    }

    private static void WriteSections(TextWriter writer, string heading, SectionChoice choice, int all, string what)
    {
        if (choice.Count == 0)
        {
            return;
        }

        string some = choice.Count < all ? $"<p class=\"note\">{Number(choice.Count)} of {Number(all)} {what}{(choice.HasEveryKind ? ", of every kind some" : string.Empty)}. All are counted above.</p>\n" : string.Empty;
        writer.Write($"<h2>{heading}</h2>\n{some}");
        foreach (string section in choice.Sections)
        {
            writer.Write(section);
        }
    }

    private static ReportRow Row(HandshakeDiagnosis diagnosis, int index)
    {
        TlsHandshake handshake = diagnosis.Handshake;
        return new ReportRow
        {
            Index = index,
            Source = handshake.Source,
            Number = handshake.Number,
            Start = handshake.StartTime,
            Duration = handshake.Duration,
            Client = handshake.Client?.ToString() ?? "client",
            Server = handshake.Server?.ToString() ?? "server",
            Name = handshake.ServerName is { } name ? SafeText.Clip(name, 100) : null,
            Version = handshake.Version?.ToString(),
            Suite = handshake.CipherSuite?.ToString(),
            ClientCertificate = LadderFacts.ClientCertificate(handshake),
            Outcome = handshake.Outcome,
            Result = SafeText.Clip(HandshakeText.Result(handshake), 200),
            Cause = diagnosis.Failure?.Id,
        };
    }

    private static void Tile(MarkupWriter page, string number, string words, string? kind) =>
        page.Open("li", ("class", kind)).Element("b", number).Text(words).Close("li");

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private const int MostSources = 200;
}
