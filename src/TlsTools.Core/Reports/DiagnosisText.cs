using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;

namespace TlsTools.Reports;

/// <summary>A diagnosis in lines for people, the same in every front end.</summary>
public static class DiagnosisText
{
    /// <summary>The handshake in one line: who, whom, for which name, in which version, and how it ended.</summary>
    /// <param name="handshake">The handshake.</param>
    public static string Heading(TlsHandshake handshake)
    {
        ArgumentNullException.ThrowIfNull(handshake);
        string?[] parts =
        [
            $"#{handshake.Number}",
            $"{handshake.Client?.ToString() ?? "client"} → {handshake.Server?.ToString() ?? "server"}",
            handshake.ServerName,
            handshake.Version?.ToString(),
            HandshakeText.Result(handshake),
        ];
        return string.Join("  ", parts.Where(part => !string.IsNullOrEmpty(part)));
    }

    /// <summary>What was found, on what it rests and what to do, in lines of a limited width.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="width">Characters in a line.</param>
    public static IReadOnlyList<string> Lines(Finding finding, int width)
    {
        ArgumentNullException.ThrowIfNull(finding);
        List<string> lines = [.. Wrap(finding.Message, string.Empty, string.Empty, width)];
        AddList(lines, "Seen: ", finding.Evidence.Select(evidence => evidence.ToString()), width);
        AddList(lines, "Do:   ", Steps(finding), width);
        lines.AddRange(Wrap(finding.Reference, "Read: ", "      ", width));
        return lines;
    }

    /// <summary>Breaks text between words.</summary>
    /// <param name="text">The text.</param>
    /// <param name="first">What stands before the first line.</param>
    /// <param name="next">What stands before the others.</param>
    /// <param name="width">Characters in a line, with what stands before it.</param>
    public static IEnumerable<string> Wrap(string text, string first, string next, int width)
    {
        ArgumentNullException.ThrowIfNull(text);
        string line = first;
        bool isEmpty = true;
        foreach (string word in text.Split(' '))
        {
            if (!isEmpty && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = next;
                isEmpty = true;
            }

            line += isEmpty ? word : $" {word}";
            isEmpty = false;
        }

        yield return line;
    }

    // Of nine products one is the reader's; where it is not known which, the page has them all.
    private static IEnumerable<string> Steps(Finding finding)
    {
        string[] products = [.. finding.Remedy.Select(step => step.Product).OfType<string>().Distinct()];
        IEnumerable<string> steps = finding.Remedy.Where(step => step.Product is null || products.Length <= MostProducts).Select(step => step.ToString());
        return products.Length > MostProducts ? [.. steps, $"By product ({string.Join(", ", products)}): tlstools diagnose --explain {finding.Id}"] : steps;
    }

    private static void AddList(List<string> lines, string label, IEnumerable<string> items, int width)
    {
        string before = label;
        foreach (string item in items)
        {
            lines.AddRange(Wrap(item, $"{before}- ", "        ", width));
            before = "      ";
        }
    }

    private const int MostProducts = 4;
}
