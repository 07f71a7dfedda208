using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using TlsTools.Tls;

namespace TlsTools.Reports.Ladders;

/// <summary>Draws a ladder in text: signs that every terminal has, and all that colour says said by signs or words too.</summary>
public sealed class LadderText
{
    private readonly Ladder _ladder;
    private readonly int _inner;
    private readonly List<IReadOnlyList<TextSpan>> _lines = [];

    private LadderText(Ladder ladder, int width)
    {
        _ladder = ladder;
        _inner = width - GutterWidth - 2;
    }

    /// <summary>Draws the ladder in lines.</summary>
    /// <param name="ladder">The ladder.</param>
    /// <param name="width">Characters in a line; fewer than 79 are taken as 79: a terminal of 80 breaks the line after the last.</param>
    public static IReadOnlyList<IReadOnlyList<TextSpan>> Lines(Ladder ladder, int width)
    {
        ArgumentNullException.ThrowIfNull(ladder);
        width = Math.Max(width, NarrowestWidth);
        bool hasRoomBeside = width >= WidthForTwo && ladder.Finding is not null && ladder.Break is not null;
        LadderText text = new(ladder, Math.Min(hasRoomBeside ? width - BesideWidth(width) - 2 : width, WidestLadder));
        text.Draw(hasRoomBeside ? BesideWidth(width) : null, width);
        return text._lines;
    }

    /// <summary>Draws the ladder as plain text.</summary>
    /// <param name="ladder">The ladder.</param>
    /// <param name="width">Characters in a line; fewer than 79 are taken as 79: a terminal of 80 breaks the line after the last.</param>
    public static string Plain(Ladder ladder, int width)
    {
        StringBuilder text = new();
        foreach (IReadOnlyList<TextSpan> line in Lines(ladder, width))
        {
            int start = text.Length;
            foreach (TextSpan span in line)
            {
                _ = text.Append(span.Text);
            }

            while (text.Length > start && text[text.Length - 1] == ' ')
            {
                text.Length--;
            }

            _ = text.Append('\n');
        }

        return text.ToString();
    }

    private void Draw(int? beside, int width)
    {
        DrawHeading(Math.Min(width, WidestText));
        DrawEnds();
        LadderStage? stage = null;
        LadderRow? above = null;
        int callout = -1;
        foreach (LadderRow row in _ladder.Rows)
        {
            if (row.Stage != stage)
            {
                stage = row.Stage;
                DrawStage(row.Stage);
            }

            if (row.IsBreak)
            {
                callout = _lines.Count;
            }

            DrawRow(row, above);
            above = row;
            if (row.IsBreak && beside is null)
            {
                DrawCallout();
            }
        }

        Add(Faint(new string(' ', GutterWidth) + "└" + new string('─', _inner) + "┘"));
        if (beside is int room && callout >= 0)
        {
            PutBeside(callout, room);
        }

        foreach (string sentence in _ladder.NotVisible)
        {
            AddParagraph("Not visible: ", sentence, Math.Min(width, WidestText), TextTone.Faint);
        }
    }

    private void DrawHeading(int width)
    {
        string time = _ladder.Handshake.StartTime is { } start ? $" {start.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)} UTC" : string.Empty;
        string heading = SafeText.Of($"{_ladder.Source} #{_ladder.Number.ToString(CultureInfo.InvariantCulture)}{time}").TrimStart();
        foreach (string line in TextWrap.Lines(heading, width, part => SafeText.Cells(part)))
        {
            Add(new TextSpan(line, TextTone.Strong));
        }

        foreach (LadderFact fact in _ladder.Facts)
        {
            bool isResult = fact.Label == "Result";
            AddParagraph(fact.Label.PadRight(FactWidth), fact.Text, width, !isResult ? TextTone.Plain : _ladder.Break is not null ? TextTone.Broken : _ladder.Handshake.Outcome == Handshakes.HandshakeOutcome.Completed ? TextTone.Good : TextTone.Plain);
        }

        Add();
    }

    private void DrawEnds()
    {
        string label = _ladder.Rows.Any(row => row.Line is not null) ? "line" : "packet";
        string client = _ladder.Handshake.Client is null ? "CLIENT" : $"CLIENT {_ladder.Client}";
        string server = _ladder.Handshake.Server is null ? "SERVER" : $"SERVER {_ladder.Server}";
        int gap = Math.Max(_inner - client.Length - server.Length, 1);
        Add(Faint($"{label,PlaceWidth} {"time",TimeWidth}  "), new TextSpan($" {client}{new string(' ', gap)}{server}", TextTone.Strong));
    }

    private void DrawStage(LadderStage stage)
    {
        string text = $" {Ladder.Heading(stage)} ";
        Add(Faint(new string(' ', GutterWidth) + "├─"), new TextSpan(text, TextTone.Strong), Faint(new string('─', Math.Max(_inner - text.Length - 1, 0)) + "┤"));
    }

    private void DrawRow(LadderRow row, LadderRow? above)
    {
        bool isSamePacket = above is { Packet: { } packet } && packet == row.Packet && above.Sender == row.Sender;
        string place = isSamePacket ? string.Empty : (row.Packet ?? row.Line)?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;
        string time = isSamePacket || row.Gap is not { } gap ? string.Empty : $"+{TimeText.Of(gap)}";
        TextSpan gutter = row.IsBreak
            ? new TextSpan($"{"× " + place,PlaceWidth} {time,TimeWidth}  ", TextTone.Broken)
            : Faint($"{place,PlaceWidth} {time,TimeWidth}  ");
        TextTone tone = row.IsBreak ? TextTone.Broken : row.IsInferred || row.Kind == LadderRowKind.Encrypted ? TextTone.Inferred : row.Kind is LadderRowKind.Data or LadderRowKind.ChangeOfKeys ? TextTone.Faint : TextTone.Plain;
        string whole = SafeText.Of(row.Title + ", " + string.Join("; ", row.Details));
        bool isShort = row.Kind != LadderRowKind.Message && row.Details.Count > 0 && SafeText.Cells(whole) <= _inner - 10;
        string title = isShort ? whole : SafeText.Fit(SafeText.Of(row.Title), _inner - 8);
        int fill = Math.Max(_inner - SafeText.Cells(title) - 2, 0);
        if (!row.HasArrow)
        {
            int left = fill / 2;
            Add(gutter, Faint("│"), new TextSpan($"{new string(' ', left)} {title} {new string(' ', fill - left)}", tone), Faint("│"));
        }
        else
        {
            char sign = row.IsBreak ? '═' : row.Kind == LadderRowKind.Transport ? '·' : row.IsInferred || row.Kind == LadderRowKind.Encrypted ? '-' : '─';
            string shaft = new(sign, Math.Max(fill - 3, 1));
            string start = new(sign, 2);
            Add(gutter, Faint("│"), new TextSpan(row.Sender == Side.Client ? $"{start} {title} {shaft}►" : $"◄{shaft} {title} {start}", tone), Faint("│"));
        }

        if (!isShort)
        {
            DrawDetails(row, tone == TextTone.Broken ? tone : TextTone.Plain);
        }
    }

    private void DrawDetails(LadderRow row, TextTone tone)
    {
        if (row.Details.Count == 0)
        {
            return;
        }

        int room = Math.Min(_inner - 8, WidestDetails);
        IReadOnlyList<string> lines = TextWrap.Lines(SafeText.Of(string.Join("; ", row.Details)), room, text => SafeText.Cells(text));
        int widest = lines.Max(SafeText.Cells);
        int indent = !row.HasArrow ? (_inner - widest) / 2 : row.Sender == Side.Server ? _inner - widest - 3 : 3;
        foreach (string line in lines)
        {
            AddInside(new string(' ', indent), line, tone);
        }
    }

    private void DrawCallout()
    {
        foreach ((string text, TextTone tone) in Callout.Lines(_ladder, _inner - 6))
        {
            AddInside("   ", text, tone);
        }
    }

    private void PutBeside(int first, int room)
    {
        string pad = new(' ', GutterWidth + _inner + 2);
        int line = first;
        foreach ((string text, TextTone tone) in Callout.Lines(_ladder, room))
        {
            if (line == _lines.Count)
            {
                Add(Faint(pad));
            }

            _lines[line] = [.. _lines[line], new TextSpan($"  {text}", tone)];
            line++;
        }
    }

    private void AddInside(string indent, string text, TextTone tone)
    {
        int rest = Math.Max(_inner - indent.Length - SafeText.Cells(text), 0);
        Add(Faint(new string(' ', GutterWidth) + "│"), new TextSpan(indent + text + new string(' ', rest), tone), Faint("│"));
    }

    private void AddParagraph(string label, string text, int width, TextTone tone)
    {
        string before = label;
        foreach (string line in TextWrap.Lines(SafeText.Of(text), width - label.Length, part => SafeText.Cells(part)))
        {
            Add(Faint(before), new TextSpan(line, tone));
            before = new string(' ', label.Length);
        }
    }

    private void Add(params TextSpan[] spans) => _lines.Add(spans);

    private static TextSpan Faint(string text) => new(text, TextTone.Faint);

    private static int BesideWidth(int width) => Math.Min(width - WidestLadder - 2, WidestBeside) is var room && room < LeastBeside ? LeastBeside : room;

    private const int NarrowestWidth = 79;
    private const int WidestLadder = 100;
    private const int WidestDetails = 76;
    private const int WidestText = 120;
    private const int WidthForTwo = 132;
    private const int LeastBeside = 44;
    private const int WidestBeside = 64;
    private const int FactWidth = 14;
    private const int PlaceWidth = 7;
    private const int TimeWidth = 8;
    private const int GutterWidth = PlaceWidth + 1 + TimeWidth + 2;
}
