using System;
using System.Globalization;
using System.Text;
using TlsTools.Tls;

namespace TlsTools.Reports.Ladders;

/// <summary>Writes a ladder as a sequence diagram in Mermaid, which wikis and issue trackers draw.</summary>
/// <seealso href="https://mermaid.js.org/syntax/sequenceDiagram.html">Mermaid, sequence diagrams</seealso>
public static class LadderMermaid
{
    /// <summary>The diagram.</summary>
    /// <param name="ladder">The ladder.</param>
    public static string Render(Ladder ladder)
    {
        ArgumentNullException.ThrowIfNull(ladder);
        StringBuilder text = new();
        Line(text, "sequenceDiagram");
        Line(text, $"    participant C as {(ladder.Handshake.Client is null ? "Client" : $"Client {Escape(ladder.Client)}")}");
        Line(text, $"    participant S as {(ladder.Handshake.Server is null ? "Server" : $"Server {Escape(ladder.Server)}")}");
        LadderStage? stage = null;
        foreach (LadderRow row in ladder.Rows)
        {
            if (row.Stage != stage)
            {
                stage = row.Stage;
                Line(text, $"    Note over C,S: {Escape(Ladder.Heading(row.Stage))}");
            }

            WriteRow(text, row);
            if (row.IsBreak)
            {
                string message = ladder.Finding is { } finding ? $"<br/>{Broken(finding.Message)}" : string.Empty;
                Line(text, $"    Note over C,S: {Escape(Callout.Title(ladder))}{message}");
            }
        }

        foreach (string sentence in ladder.NotVisible)
        {
            Line(text, $"    Note over C,S: Not visible#58; {Broken(sentence)}");
        }

        return text.ToString();
    }

    private static void WriteRow(StringBuilder text, LadderRow row)
    {
        string words = row.Details.Count > 0 ? $"<br/>{Broken(string.Join("; ", row.Details))}" : string.Empty;
        if (!row.HasArrow)
        {
            Line(text, $"    Note over C,S: {Escape(row.Title)}{words}");
            return;
        }

        string place = row.Packet is { } packet ? $"{packet.ToString(CultureInfo.InvariantCulture)} " : row.Line is { } line ? $"line {line.ToString(CultureInfo.InvariantCulture)} " : string.Empty;
        string shaft = row.IsBreak ? "-x" : row.IsInferred || row.Kind is LadderRowKind.Encrypted or LadderRowKind.Transport ? "-->>" : "->>";
        (string from, string to) = row.Sender == Side.Client ? ("C", "S") : ("S", "C");
        Line(text, $"    {from}{shaft}{to}: {place}{Escape(row.Title)}{words}");
    }

    private static string Broken(string text)
    {
        StringBuilder broken = new();
        foreach (string line in TextWrap.Lines(SafeText.Of(text), LineWidth, part => part.Length))
        {
            _ = broken.Append(broken.Length > 0 ? "<br/>" : string.Empty).Append(Escape(line));
        }

        return broken.ToString();
    }

    // All but plain letters, digits and a few signs goes in by number, as Mermaid's own escape wants it: it ends statements at a
    // semicolon, takes markup as such, and a code block around it would end at backticks.
    private static string Escape(string text)
    {
        string safe = SafeText.Of(text);
        StringBuilder escaped = new(safe.Length);
        for (int i = 0; i < safe.Length; i++)
        {
            char character = safe[i];
            if (character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or ' ' or '.' or ',' or '_' or '-' or '/' or '(' or ')' or '=' or '+')
            {
                _ = escaped.Append(character);
            }
            else
            {
                int code = char.IsSurrogatePair(safe, i) ? char.ConvertToUtf32(safe, i++) : character;
                _ = escaped.Append('#').Append(code.ToString(CultureInfo.InvariantCulture)).Append(';');
            }
        }

        return escaped.ToString();
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');

    private const int LineWidth = 60;
}
