using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TlsTools.Reports.Ladders;
using TlsTools.Reports.Markup;

namespace TlsTools.Reports.Pages;

/// <summary>Draws what was counted: pictures in the page itself, each with its numbers in words.</summary>
internal static class ReportCharts
{
    /// <summary>Bars for the most frequent of some names.</summary>
    /// <param name="page">Takes the picture.</param>
    /// <param name="title">What is counted.</param>
    /// <param name="counts">The names, the most frequent first.</param>
    public static void Bars(MarkupWriter page, string title, IReadOnlyList<(string Name, int Count)> counts)
    {
        List<(string Name, int Count)> bars = [.. counts.Take(MostBars)];
        if (counts.Count > bars.Count)
        {
            bars.Add(($"{(counts.Count - bars.Count).ToString("N0", CultureInfo.InvariantCulture)} others", counts.Skip(MostBars).Sum(bar => bar.Count)));
        }

        double most = Math.Max(bars.Count == 0 ? 0 : bars.Max(bar => bar.Count), 1);
        Begin(page, title, string.Join(", ", bars.Select(bar => $"{bar.Name} {Count(bar.Count)}")), (bars.Count * BarHeight) + 4);
        double y = 0;
        foreach ((string name, int count) in bars)
        {
            string number = Count(count);
            Text(page, 2, y + 13, TextSafe(name, Width - 70), "start", null);
            Text(page, Width - 2, y + 13, number, "end", "tick");
            if (count > 0)
            {
                _ = page.Empty("rect", ("class", $"bar {KindOf(name)}"), ("x", "0"), ("y", N(y + 18)), ("width", N(Math.Max(Width * count / most, 2))), ("height", "7"), ("rx", "3.5")).Line();
            }

            y += BarHeight;
        }

        End(page);
    }

    /// <summary>Columns of outcomes over time.</summary>
    public static void Outcomes(MarkupWriter page, TimeHistogram histogram)
    {
        IReadOnlyList<(DateTime Start, int[] Counts)> spans = histogram.Spans;
        int most = Math.Max(spans.Count == 0 ? 0 : spans.Max(span => span.Counts.Sum()), 1);
        Begin(page, $"Attempts over time, {TimeText.Of(histogram.Span)} a column", $"{spans.Count} columns, at most {Count(most)} attempts in one; completed below, then undecided, failed on top", Height);
        Axis(page, 0, most, value => value.ToString("0", CultureInfo.InvariantCulture), isLog: false);
        double width = (Width - Left) / Math.Max(spans.Count, 1);
        for (int i = 0; i < spans.Count; i++)
        {
            double y = Bottom;
            foreach ((int outcome, string kind) in new[] { (0, "done"), (2, "undecided"), (1, "failed") })
            {
                int count = spans[i].Counts[outcome];
                if (count > 0)
                {
                    double height = (Bottom - Top) * count / most;
                    y -= height;
                    _ = page.Empty("rect", ("class", kind), ("x", N(Left + (i * width))), ("y", N(y)), ("width", N(Math.Max(Math.Min(width - 1, 24), 1))), ("height", N(Math.Max(height, 1))));
                }
            }
        }

        if (spans.Count > 0)
        {
            Times(page, spans[0].Start, spans[spans.Count - 1].Start + histogram.Span);
        }

        Legend(page);
        End(page);
    }

    /// <summary>Durations over time, on a scale in which each step is ten times the one before.</summary>
    public static void Durations(MarkupWriter page, DurationPoints durations)
    {
        (DateTime Time, double Milliseconds, int Outcome)[] points = [.. durations.Points.Select(point => (point.Time, Math.Max(point.Duration.TotalMilliseconds, 0.05), point.Outcome))];
        string some = durations.Stride == 1 ? string.Empty : $", one of {Count(durations.Stride)}";
        double least = points.Length == 0 ? 0 : Math.Floor(Math.Log10(points.Min(point => point.Milliseconds)));
        double most = points.Length == 0 ? 1 : Math.Max(Math.Ceiling(Math.Log10(points.Max(point => point.Milliseconds))), least + 1);
        string range = points.Length == 0 ? "none known" : $"from {TimeText.Of(TimeSpan.FromMilliseconds(points.Min(point => point.Milliseconds)))} to {TimeText.Of(TimeSpan.FromMilliseconds(points.Max(point => point.Milliseconds)))}";
        Begin(page, $"Duration of each attempt{some}", $"{Count(points.Length)} durations {range}", Height);
        Axis(page, least, most, exponent => TimeText.Of(TimeSpan.FromMilliseconds(Math.Pow(10, exponent))).Replace(".0", string.Empty), isLog: true);
        if (points.Length > 0)
        {
            DateTime first = points.Min(point => point.Time);
            DateTime last = points.Max(point => point.Time);
            double time = Math.Max((last - first).Ticks, 1);
            HashSet<string> drawn = [];
            foreach ((DateTime at, double milliseconds, int outcome) in points)
            {
                double x = Left + 5 + ((Width - Left - 10) * (last == first ? 0.5 : (at - first).Ticks / time));
                double y = Bottom - ((Bottom - Top) * (Math.Log10(milliseconds) - least) / (most - least));

                // A mark that another one hides is only bytes.
                if (drawn.Add($"{Math.Round(x)} {Math.Round(y)} {outcome}"))
                {
                    Mark(page, x, y, outcome);
                }
            }

            Times(page, first, last);
        }

        Legend(page);
        End(page);
    }

    // Shapes differ too, for who does not see the colours.
    private static void Mark(MarkupWriter page, double x, double y, int outcome) => _ = outcome switch
    {
        0 => page.Empty("circle", ("class", "mark done"), ("cx", N(x)), ("cy", N(y)), ("r", "2.5")),
        1 => page.Empty("path", ("class", "mark failed"), ("d", $"M{N(x - 3)} {N(y - 3)}l6 6m0-6l-6 6")),
        _ => page.Empty("path", ("class", "mark undecided"), ("d", $"M{N(x)} {N(y - 3.5)}l3.5 6h-7z")),
    };

    private static void Legend(MarkupWriter page)
    {
        double x = Left;
        foreach ((int outcome, string name) in new[] { (0, "completed"), (1, "failed"), (2, "undecided") })
        {
            Mark(page, x + 5, Height - 7, outcome);
            Text(page, x + 14, Height - 3, name, "start", "tick");
            x += TextWidth.Of(name, TextSize) + 36;
        }
    }

    private static void Axis(MarkupWriter page, double least, double most, Func<double, string> label, bool isLog)
    {
        int steps = isLog ? (int)Math.Min(most - least, 6) : (int)Math.Min(most, 4);
        for (int i = 0; i <= steps; i++)
        {
            double value = least + ((most - least) * i / steps);
            double y = Bottom - ((Bottom - Top) * i / steps);
            _ = page.Empty("line", ("class", i == 0 ? "axis" : "grid"), ("x1", N(Left)), ("x2", N(Width)), ("y1", N(y)), ("y2", N(y)));
            Text(page, Left - 6, y + 4, label(Math.Round(value)), "end", "tick");
        }
    }

    private static void Times(MarkupWriter page, DateTime first, DateTime last)
    {
        bool isLong = last - first > TimeSpan.FromHours(20);
        string format = isLong ? "yyyy-MM-dd HH:mm" : "HH:mm:ss";
        Text(page, Left, Bottom + 16, first.ToString(format, CultureInfo.InvariantCulture), "start", "tick");
        if (last != first)
        {
            Text(page, Width - 2, Bottom + 16, last.ToString(format, CultureInfo.InvariantCulture) + " UTC", "end", "tick");
        }
    }

    // The bars of outcomes have the colours that outcomes have elsewhere.
    private static string KindOf(string name) => name switch
    {
        "completed" => "done",
        "failed" or "undecided" => name,
        _ => string.Empty,
    };

    private static void Begin(MarkupWriter page, string title, string words, double height) =>
        _ = page.Open("figure", ("class", "chart")).Element("figcaption", title)
            .Open("svg", ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", $"0 0 {N(Width)} {N(height)}"), ("role", "img"), ("aria-label", $"{title}: {words}")).Line();

    private static void End(MarkupWriter page) => page.Close("svg").Close("figure").Line();

    private static void Text(MarkupWriter page, double x, double y, string text, string anchor, string? kind) =>
        page.Element("text", text, ("x", N(x)), ("y", N(y)), ("text-anchor", anchor == "start" ? null : anchor), ("class", kind));

    private static string TextSafe(string text, double width)
    {
        string safe = SafeText.Clip(SafeText.Of(text), 80);
        while (safe.Length > 2 && TextWidth.Of(safe, TextSize) > width)
        {
            safe = $"{safe.Substring(0, safe.Length - 2)}…";
        }

        return safe;
    }

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string N(double number) => MarkupWriter.Number(number);

    private const int MostBars = 8;
    private const double Width = 400;
    private const double Height = 210;
    private const double Left = 52;
    private const double Top = 10;
    private const double Bottom = 160;
    private const double BarHeight = 34;
    private const double TextSize = 12;
}
