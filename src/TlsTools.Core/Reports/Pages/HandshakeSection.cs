using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Reports.Ladders;
using TlsTools.Reports.Markup;
using TlsTools.X509;

namespace TlsTools.Reports.Pages;

/// <summary>All that is known of one handshake, as a part of a page: cause, ladder, remedy, evidence, chains, authorities, what was not visible.</summary>
internal sealed class HandshakeSection
{
    private readonly TlsHandshake _handshake;
    private readonly IReadOnlyList<Finding> _findings;
    private readonly string _id;
    private readonly Ladder _ladder;
    private readonly MarkupWriter _page = new();

    private HandshakeSection(HandshakeDiagnosis diagnosis, string id)
    {
        _handshake = diagnosis.Handshake;
        _findings = diagnosis.Findings;
        _id = id;
        _ladder = Ladder.Of(_handshake, _findings);
    }

    /// <summary>Makes the part.</summary>
    /// <param name="diagnosis">The handshake and what was found in it.</param>
    /// <param name="id">Its id in the page.</param>
    public static string Render(HandshakeDiagnosis diagnosis, string id) => new HandshakeSection(diagnosis, id).Render();

    private string Render()
    {
        string kind = OutcomeText.Class(_handshake.Outcome, _ladder.Break is not null);
        _ = _page.Open("article", ("class", $"attempt {kind}"), ("id", _id), ("aria-labelledby", $"{_id}-title")).Line();
        WriteHeading(kind);
        WriteFacts();
        WritePicture();
        WriteRows();
        WriteFindings();
        WriteCertificates();
        WriteList("Not visible", _ladder.NotVisible);
        return _page.Close("article").Line().ToString();
    }

    private void WriteHeading(string kind)
    {
        string time = _handshake.StartTime is { } start ? $" · {start.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)} UTC" : string.Empty;
        _ = _page.Element("p", ProseMarkup.Clip($"{_handshake.Source} #{_handshake.Number.ToString(CultureInfo.InvariantCulture)}{time}".TrimStart()), ("class", "kicker"));
        Finding? finding = _ladder.Finding;
        _ = _page.Open("h3", ("id", $"{_id}-title")).Text(finding?.Id ?? _ladder.Result).Text(" ");
        _ = _page.Element("span", finding?.Confidence.ToString().ToLowerInvariant() ?? OutcomeText.Of(_handshake.Outcome), ("class", $"badge {kind}")).Close("h3");
        if (finding is not null)
        {
            _ = _page.Open("p").Prose(ProseMarkup.Clip(finding.Message)).Close("p").Line();
        }
    }

    private void WriteFacts()
    {
        _ = _page.Open("dl", ("class", "facts"));
        Fact("Client", _ladder.Client);
        Fact("Server", _ladder.Server);
        foreach (LadderFact fact in _ladder.Facts)
        {
            Fact(fact.Label, fact.Text, fact.Label == "Result" && _ladder.Break is not null ? "late" : null);
        }

        _ = _page.Close("dl").Line();
    }

    private void Fact(string label, string text, string? kind = null) => _page.Element("dt", label).Element("dd", ProseMarkup.Clip(text), ("class", kind));

    private void WritePicture()
    {
        if (_ladder.Rows.Count > 0)
        {
            _ = _page.Open("figure", ("class", "picture"), ("tabindex", "0"), ("role", "group"), ("aria-label", "Ladder; the table below says the same"))
                .Raw(LadderSvg.RenderInPage(_ladder)).Close("figure").Line();
        }
    }

    // What the picture shows, for who hears a page or copies from it.
    private void WriteRows()
    {
        if (_ladder.Rows.Count == 0)
        {
            return;
        }

        _ = _page.Raw("<details class=\"rows\"><summary>The ladder as a table</summary>").Open("div", ("class", "scroll"), ("role", "region"), ("tabindex", "0"), ("aria-label", "The ladder as a table"))
            .Open("table").Element("caption", $"Messages of {_ladder.Client} and {_ladder.Server}")
            .Raw("<thead><tr><th scope=\"col\">Packet</th><th scope=\"col\">After</th><th scope=\"col\">Stage</th><th scope=\"col\">Sender</th><th scope=\"col\">What</th></tr></thead><tbody>").Line();
        foreach (LadderRow row in _ladder.Rows)
        {
            _ = _page.Open("tr").Element("td", (row.Packet ?? row.Line)?.ToString(CultureInfo.InvariantCulture) ?? string.Empty, ("class", "num"))
                .Element("td", row.Gap is { } gap ? TimeText.Of(gap) : string.Empty, ("class", "num")).Element("td", Ladder.Heading(row.Stage)).Element("td", row.Sender?.ToString() ?? string.Empty)
                .Open("td", ("class", "wrap")).Element(row.IsBreak ? "strong" : "span", row.IsBreak ? $"{row.Title} (broke here)" : row.Title, ("class", row.IsBreak ? "late" : null))
                .Element("small", string.Join("; ", row.Details)).Close("td").Close("tr").Line();
        }

        _ = _page.Raw("</tbody></table></div></details>").Line();
    }

    private void WriteFindings()
    {
        if (_ladder.Finding is { } finding)
        {
            WriteRemedy(finding);
            WriteList("What it rests on", finding.Evidence.Select(evidence => evidence.ToString()));
        }

        Finding[] others = [.. _findings.Where(other => other != _ladder.Finding).Take(MostFindings)];
        if (others.Length > 0)
        {
            _ = _page.Element("h4", _ladder.Finding is null ? "What was found" : "What else it can be, and what else was found").Open("ul", ("class", "steps"));
            foreach (Finding other in others)
            {
                _ = _page.Open("li").Element("b", $"{other.Id}, {other.Severity.ToString().ToLowerInvariant()}, {other.Confidence.ToString().ToLowerInvariant()}: ").Prose(ProseMarkup.Clip(other.Message)).Close("li").Line();
            }

            _ = _page.Close("ul");
        }
    }

    private void WriteRemedy(Finding finding)
    {
        RemedyStep[] general = [.. finding.Remedy.Where(step => step.Product is null)];
        RemedyStep[] products = [.. finding.Remedy.Where(step => step.Product is not null)];
        _ = _page.Element("h4", "What to do").Open("ul", ("class", "steps"));
        foreach (RemedyStep step in general)
        {
            _ = _page.Open("li").Prose(step.Text).Close("li").Line();
        }

        _ = _page.Close("ul");
        if (products.Length > 0)
        {
            _ = _page.Raw("<details><summary>").Text($"By product: {string.Join(", ", products.Select(step => step.Product).Distinct())}").Raw("</summary>").Open("ul", ("class", "steps"));
            foreach (RemedyStep step in products)
            {
                _ = _page.Open("li").Element("b", $"{step.Product}: ").Prose(step.Text).Close("li").Line();
            }

            _ = _page.Close("ul").Raw("</details>");
        }

        _ = _page.Element("p", finding.Reference, ("class", "note"));
    }

    private void WriteCertificates()
    {
        WriteChain("Certificates of the server", _handshake.ServerCertificates, _handshake.ServerHello is null ? null : "They could not be seen.");
        WriteChain("Certificates of the client", _handshake.ClientCertificates, null);
        if (_handshake.AcceptableCA is { } authorities)
        {
            _ = _page.Element("h4", $"Authorities that the server accepts ({authorities.Count.ToString("N0", CultureInfo.InvariantCulture)})");
            CertificateMarkup.Authorities(_page, authorities);
        }
    }

    private void WriteChain(string heading, IReadOnlyList<TlsCertificate>? chain, string? unseen)
    {
        if (chain is { Count: > 0 })
        {
            _ = _page.Element("h4", heading);
            CertificateMarkup.Chain(_page, chain, _handshake.StartTime, $"As sent, the end entity first: {MessageWords.Count(chain.Count, "certificate")}");
        }
        else if (chain is not null || (unseen is not null && _handshake.Resumed != true))
        {
            _ = _page.Element("h4", heading).Element("p", chain is not null ? "None: the Certificate message was empty." : unseen!);
        }
    }

    private void WriteList(string heading, IEnumerable<string> items)
    {
        string[] all = [.. items.Take(MostItems)];
        if (all.Length == 0)
        {
            return;
        }

        _ = _page.Element("h4", heading).Open("ul", ("class", "plain-list"));
        foreach (string item in all)
        {
            _ = _page.Element("li", ProseMarkup.Clip(item)).Line();
        }

        _ = _page.Close("ul");
    }

    // Nobody reads on, and a page has to open.
    private const int MostFindings = 12;
    private const int MostItems = 40;
}
