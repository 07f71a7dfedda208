using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Reports.Markup;
using TlsTools.Tls;

namespace TlsTools.Reports.Ladders;

/// <summary>Draws a ladder as a picture in SVG: no script, nothing from elsewhere, light and dark.</summary>
public sealed class LadderSvg
{
    private readonly Ladder _ladder;
    private readonly bool _isWhole;
    private readonly MarkupWriter _svg = new();
    private double _y;

    private LadderSvg(Ladder ladder, bool isWhole)
    {
        _ladder = ladder;
        _isWhole = isWhole;
    }

    /// <summary>Draws the ladder as a file of its own, with its heading and colours.</summary>
    /// <param name="ladder">The ladder.</param>
    public static string Render(Ladder ladder)
    {
        ArgumentNullException.ThrowIfNull(ladder);
        return new LadderSvg(ladder, isWhole: true).Draw();
    }

    /// <summary>Draws the ladder for a page that has the colours and says the heading itself.</summary>
    internal static string RenderInPage(Ladder ladder) => new LadderSvg(ladder, isWhole: false).Draw();

    /// <summary>What the picture shows, for who cannot see it.</summary>
    internal static string Description(Ladder ladder)
    {
        string ending = ladder.Break is { } broken ? $" It broke at {(broken.Packet is { } packet ? $"packet {packet.ToString(CultureInfo.InvariantCulture)}, " : string.Empty)}{broken.Title}." : string.Empty;
        return $"Handshake {ladder.Number.ToString(CultureInfo.InvariantCulture)} between client {ladder.Client} and server {ladder.Server}, {ladder.Rows.Count.ToString(CultureInfo.InvariantCulture)} rows, {ladder.Result}.{ending}";
    }

    private string Draw()
    {
        if (_isWhole)
        {
            DrawHeading();
        }

        DrawEnds();
        double top = _y;
        MarkupWriter rails = new();
        LadderStage? stage = null;
        LadderRow? above = null;
        foreach (LadderRow row in _ladder.Rows)
        {
            if (row.Stage != stage)
            {
                stage = row.Stage;
                DrawStage(row.Stage);
            }

            DrawRow(row, above);
            above = row;
            if (row.IsBreak)
            {
                DrawCallout();
            }
        }

        _y += 8;
        foreach (double x in new[] { ClientX, ServerX })
        {
            _ = rails.Empty("line", ("class", "rail"), ("x1", N(x)), ("x2", N(x)), ("y1", N(top)), ("y2", N(_y)));
        }

        if (_isWhole)
        {
            DrawNotVisible();
        }

        _y += 8;
        return Wrap(rails);
    }

    private string Wrap(MarkupWriter rails)
    {
        MarkupWriter whole = new();
        _ = whole.Open(
            "svg",
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("class", "ladder"),
            ("viewBox", $"0 0 {N(Width)} {N(_y)}"),
            ("width", _isWhole ? N(Width) : null),
            ("height", _isWhole ? N(_y) : null),
            ("role", "img"),
            ("aria-label", Description(_ladder)));
        if (_isWhole)
        {
            _ = whole.Element("title", _ladder.ToString()).Raw("<style>").Raw(LadderColours.Standalone).Raw("</style>")
                .Empty("rect", ("class", "paper"), ("width", N(Width)), ("height", N(_y)));
        }

        return whole.Raw(rails.ToString()).Raw(_svg.ToString()).Close("svg").Line().ToString();
    }

    private void DrawHeading()
    {
        _y += 30;
        string time = _ladder.Handshake.StartTime is { } start ? start.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture) + " UTC" : string.Empty;
        Text("title", Margin, _y, $"{LastPart(_ladder.Source)} #{_ladder.Number.ToString(CultureInfo.InvariantCulture)}".TrimStart());
        Text("second", Width - Margin, _y, time, "end");
        _y += 10;
        foreach (LadderFact fact in _ladder.Facts)
        {
            string kind = fact.Label != "Result" ? "text" : _ladder.Break is not null ? "broken strong" : _ladder.Handshake.Outcome == HandshakeOutcome.Completed ? "good strong" : "text strong";
            Text("second", Margin, _y + 18, fact.Label);
            foreach (string line in TextWidth.Lines(fact.Text, Width - ClientX - Margin, TextSize))
            {
                _y += 18;
                Text(kind, ClientX - 30, _y, line);
            }
        }

        _y += 8;
    }

    private void DrawEnds()
    {
        _y += 12;
        DrawEnd(ClientX - 12, "CLIENT", _ladder.Handshake.Client is null ? "address not told" : _ladder.Client, null);
        DrawEnd(ServerX + 12 - EndWidth, "SERVER", _ladder.Handshake.Server is null ? "address not told" : _ladder.Server, _ladder.Handshake.ServerName);
        _y += EndHeight;
        Text("second", PlaceX, _y - 8, _ladder.Rows.Any(row => row.Line is not null) ? "line" : "packet", "end");
        Text("second", TimeX, _y - 8, "time", "end");
    }

    private void DrawEnd(double x, string label, string address, string? name)
    {
        _ = _svg.Empty("rect", ("class", "end"), ("x", N(x)), ("y", N(_y)), ("width", N(EndWidth)), ("height", N(EndHeight)), ("rx", "6"));
        Text("label", x + 14, _y + 19, label);
        Text("text strong", x + 14, _y + 37, Fit(address, EndWidth - 28));
        if (name is not null)
        {
            Text("second", x + EndWidth - 14, _y + 19, Fit(name, EndWidth - 90), "end");
        }
    }

    private void DrawStage(LadderStage stage)
    {
        _y += 12;
        _ = _svg.Empty("rect", ("class", "stage"), ("x", N(ClientX + 1)), ("y", N(_y)), ("width", N(ServerX - ClientX - 2)), ("height", "24"));
        Text("stage-name", ClientX + 14, _y + 16.5, Ladder.Heading(stage));
        _y += 26;
    }

    private void DrawRow(LadderRow row, LadderRow? above)
    {
        bool isSamePacket = above is { Packet: { } packet } && packet == row.Packet && above.Sender == row.Sender;
        string kind = row.IsBreak ? "broken" : row.IsInferred || row.Kind == LadderRowKind.Encrypted ? "closed" : row.Kind is LadderRowKind.Data or LadderRowKind.ChangeOfKeys or LadderRowKind.Gap ? "faint" : "plain";
        double line = _y + 25;
        if (!isSamePacket)
        {
            Text(row.IsBreak ? "broken strong" : "second", PlaceX, line + 4, (row.Packet ?? row.Line)?.ToString(CultureInfo.InvariantCulture) ?? string.Empty, "end");
            Text(row.IsBreak ? "broken" : "second", TimeX, line + 4, row.Gap is { } gap ? $"+{TimeText.Of(gap)}" : string.Empty, "end");
        }

        if (row.IsBreak)
        {
            DrawCross(line);
        }

        bool isMiddle = !row.HasArrow;
        bool fromClient = row.Sender == Side.Client;
        (double x, string anchor) = isMiddle ? ((ClientX + ServerX) / 2, "middle") : fromClient ? (ClientX + 14, "start") : (ServerX - 14, "end");
        string words = string.Join("; ", row.Details);
        bool isShort = row.Kind != LadderRowKind.Message && TextWidth.Of(row.Title + words, TextSize) < ServerX - ClientX - 60;
        TextOfRow($"{kind} strong", x, line - 7, Fit(row.Title, ServerX - ClientX - 40), isShort ? words : string.Empty, anchor);
        if (!isMiddle)
        {
            DrawArrow(kind + (row.Kind == LadderRowKind.Transport ? " transport" : string.Empty), line, fromClient);
        }

        _y = line + 5;
        if (words.Length > 0 && !isShort)
        {
            foreach (string text in TextWidth.Lines(words, DetailsWidth, TextSize))
            {
                _y += 15;
                Text(row.IsBreak ? "broken" : "detail", x, _y, text, anchor);
            }

            _y += 6;
        }
    }

    private void TextOfRow(string kind, double x, double y, string title, string words, string anchor)
    {
        _ = _svg.Open("text", ("x", N(x)), ("y", N(y)), ("text-anchor", anchor == "start" ? null : anchor)).Element("tspan", title, ("class", kind));
        if (words.Length > 0)
        {
            _ = _svg.Element("tspan", words, ("class", "detail"), ("dx", "8"));
        }

        _ = _svg.Close("text");
    }

    private void DrawArrow(string kind, double y, bool fromClient)
    {
        (double from, double to) = fromClient ? (ClientX, ServerX) : (ServerX, ClientX);
        double tail = fromClient ? to - 9 : to + 9;
        _ = _svg.Empty("line", ("class", $"arrow {kind}"), ("x1", N(from)), ("x2", N(tail)), ("y1", N(y)), ("y2", N(y)))
            .Empty("path", ("class", $"head {kind}"), ("d", $"M{N(to)} {N(y)}L{N(tail)} {N(y - 4.5)}L{N(tail)} {N(y + 4.5)}Z"));
    }

    private void DrawCross(double y) =>
        _svg.Empty("circle", ("class", "cross"), ("cx", "17"), ("cy", N(y)), ("r", "9"))
            .Empty("path", ("class", "cross-sign"), ("d", $"M13.5 {N(y - 3.5)}l7 7m0-7l-7 7"));

    private void DrawCallout()
    {
        double left = ClientX + 14;
        double width = ServerX - ClientX - 28;
        List<(string Class, string Text)> lines = [("broken strong", Callout.Title(_ladder))];
        if (_ladder.Finding is { } finding)
        {
            lines.AddRange(TextWidth.Lines(finding.Message, width - 36, TextSize).Select(line => ("text", line)));
            foreach (RemedyStep step in _isWhole ? Callout.Steps(finding) : [])
            {
                lines.AddRange(TextWidth.Lines($"Do: {step}", width - 36, TextSize).Select((line, index) => (index == 0 ? "text step" : "text", line)));
            }
        }

        double top = _y + 4;
        double height = (lines.Count * 17) + (lines.Count(line => line.Class == "text step") * 5) + 18;
        _ = _svg.Empty("rect", ("class", "callout"), ("x", N(left)), ("y", N(top)), ("width", N(width)), ("height", N(height)), ("rx", "4"))
            .Empty("rect", ("class", "callout-edge"), ("x", N(left)), ("y", N(top)), ("width", "4"), ("height", N(height)));
        double y = top + 6;
        foreach ((string kind, string text) in lines)
        {
            y += kind == "text step" ? 22 : 17;
            Text(kind, left + 18, y, text);
        }

        _y = top + height + 4;
    }

    private void DrawNotVisible()
    {
        foreach (string sentence in _ladder.NotVisible)
        {
            _y += 6;
            Text("second", Margin, _y + 16, "Not visible");
            foreach (string line in TextWidth.Lines(sentence, Width - ClientX - Margin, TextSize))
            {
                _y += 16;
                Text("detail", ClientX - 30, _y, line);
            }
        }
    }

    private void Text(string kind, double x, double y, string text, string anchor = "start")
    {
        if (text.Length > 0)
        {
            _ = _svg.Element("text", text, ("class", kind), ("x", N(x)), ("y", N(y)), ("text-anchor", anchor == "start" ? null : anchor));
        }
    }

    private static string Fit(string text, double width)
    {
        string safe = SafeText.Of(text);
        int length = safe.Length;
        while (length > 1 && TextWidth.Of(safe.Substring(0, length), TextSize) > width)
        {
            length--;
        }

        return length == safe.Length ? safe : $"{safe.Substring(0, char.IsHighSurrogate(safe[length - 1]) ? length - 1 : length)}…";
    }

    private static string LastPart(string? path) => path is null ? string.Empty : path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);

    private static string N(double number) => MarkupWriter.Number(number);

    private const double Width = 880;
    private const double Margin = 16;
    private const double PlaceX = 64;
    private const double TimeX = 128;
    private const double ClientX = 150;
    private const double ServerX = 850;
    private const double EndWidth = 250;
    private const double EndHeight = 48;
    private const double DetailsWidth = 560;
    private const double TextSize = 13;
}
