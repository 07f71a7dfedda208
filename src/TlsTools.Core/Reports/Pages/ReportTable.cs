using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TlsTools.Reports.Ladders;
using TlsTools.Reports.Markup;

namespace TlsTools.Reports.Pages;

/// <summary>The table of all handshakes, which the page's script sorts and filters; without the script it is a table all the same.</summary>
internal static class ReportTable
{
    /// <summary>Makes the table.</summary>
    /// <param name="rows">The handshakes.</param>
    /// <param name="all">How many there were.</param>
    /// <param name="linked">Those of which the page has more.</param>
    /// <param name="hasSources">Whether they came from more than one source.</param>
    public static string Render(IReadOnlyList<ReportRow> rows, int all, HashSet<int> linked, bool hasSources)
    {
        MarkupWriter page = new();
        _ = page.Element("h2", "All attempts", ("id", "all"));
        Tools(page, rows);
        string left = rows.Count < all ? $" {(all - rows.Count).ToString("N0", CultureInfo.InvariantCulture)} of {all.ToString("N0", CultureInfo.InvariantCulture)} are left out here; those that failed were kept before others, and all are counted above." : string.Empty;
        _ = page.Open("div", ("class", "scroll"), ("role", "region"), ("tabindex", "0"), ("aria-labelledby", "all")).Open("table", ("id", "attempts"))
            .Element("caption", $"Each row is one attempt. The headings sort.{left}").Raw("<thead><tr>");
        foreach (string heading in s_headings)
        {
            _ = page.Open("th", ("scope", "col"), ("aria-sort", heading == s_headings[0] ? "ascending" : null)).Element("button", heading, ("type", "button")).Close("th");
        }

        _ = page.Raw("</tr></thead><tbody>").Line();
        foreach (ReportRow row in rows)
        {
            Row(page, row, linked.Contains(row.Index), hasSources);
        }

        return page.Raw("</tbody></table></div>").Line().ToString();
    }

    private static void Tools(MarkupWriter page, IReadOnlyList<ReportRow> rows)
    {
        _ = page.Open("div", ("class", "tools"), ("id", "tools"), ("role", "search"), ("aria-label", "Filter the attempts"), ("hidden", string.Empty))
            .Raw("<label>Contains <input id=\"filter-text\" type=\"search\" autocomplete=\"off\" placeholder=\"address, name, suite, result\"></label>")
            .Raw("<label>Outcome <select id=\"filter-outcome\"><option value=\"\">all</option><option value=\"failed\">failed</option><option value=\"done\">completed</option><option value=\"undecided\">undecided</option></select></label>")
            .Raw("<label>Cause <select id=\"filter-cause\"><option value=\"\">all</option>");
        foreach (string cause in rows.Select(row => row.Cause).OfType<string>().Distinct().OrderBy(cause => cause, StringComparer.Ordinal))
        {
            _ = page.Element("option", cause, ("value", cause));
        }

        _ = page.Raw("</select></label><output id=\"shown\" for=\"filter-text filter-outcome filter-cause\" aria-live=\"polite\"></output>").Close("div").Line();
    }

    private static void Row(MarkupWriter page, ReportRow row, bool isLinked, bool hasSources)
    {
        string index = row.Index.ToString(CultureInfo.InvariantCulture);
        string kind = OutcomeText.Class(row.Outcome, row.IsBroken);
        _ = page.Open("tr", ("data-outcome", kind), ("data-cause", row.Cause)).Open("td", ("class", "num"), ("data-v", index));
        _ = isLinked ? page.Element("a", index, ("href", $"#a{index}"), ("aria-label", $"Attempt {index}, details")) : page.Text(index);
        if (hasSources && row.Source is { } source)
        {
            _ = page.Element("small", SafeText.Clip(source.Substring(source.LastIndexOfAny(['/', '\\']) + 1), 60) + $" #{row.Number.ToString(CultureInfo.InvariantCulture)}", ("class", "source"));
        }

        _ = page.Close("td").Open("td", ("class", "num"), ("data-v", (row.Start?.Ticks ?? 0).ToString(CultureInfo.InvariantCulture))).Text(HandshakeText.TimeOfDay(row.Start))
            .Element("small", row.Start?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? string.Empty).Close("td")
            .Element("td", row.Client, ("class", "address")).Open("td", ("class", "address")).Text(row.Server).Element("small", row.Name ?? string.Empty).Close("td")
            .Open("td", ("class", "suite")).Text(row.Version ?? "none").Element("small", row.Suite ?? string.Empty).Close("td")
            .Element("td", row.ClientCertificate)
            .Element("td", row.Duration is { } duration ? TimeText.Of(duration) : string.Empty, ("class", "num end"), ("data-v", (row.Duration?.Ticks ?? -1).ToString(CultureInfo.InvariantCulture)))
            .Open("td", ("class", "wrap")).Element("span", row.IsBroken ? "failed" : OutcomeText.Of(row.Outcome), ("class", $"badge {kind}")).Text(" ").Text(row.Cause ?? string.Empty)
            .Element("small", row.Result == OutcomeText.Of(row.Outcome) ? string.Empty : row.Result).Close("td").Close("tr").Line();
    }

    private static readonly string[] s_headings = ["#", "Time (UTC)", "Client", "Server, name", "Version, suite", "Client certificate", "Duration", "Outcome, cause"];
}
