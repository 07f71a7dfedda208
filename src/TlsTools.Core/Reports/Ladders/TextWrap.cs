using System;
using System.Collections.Generic;

namespace TlsTools.Reports.Ladders;

/// <summary>Breaks text into lines: between words, and within a word only where it is longer than a line, as names without spaces are.</summary>
internal static class TextWrap
{
    /// <summary>The lines.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">The room of a line.</param>
    /// <param name="measure">How much of it text takes.</param>
    public static IReadOnlyList<string> Lines(string text, double width, Func<string, double> measure)
    {
        List<string> lines = [];
        string line = string.Empty;
        foreach (string word in text.Split(' '))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (measure(longer) <= width)
            {
                line = longer;
                continue;
            }

            if (line.Length > 0)
            {
                lines.Add(line);
            }

            line = word;
            while (measure(line) > width)
            {
                int place = PlaceToBreak(line, width, measure);
                lines.Add(line.Substring(0, place));
                line = line.Substring(place);
            }
        }

        lines.Add(line);
        return lines;
    }

    // After a comma or another sign between parts where there is one, so that the parts of a name stay whole.
    private static int PlaceToBreak(string word, double width, Func<string, double> measure)
    {
        int most = 1;
        while (most < word.Length && measure(word.Substring(0, most + 1)) <= width)
        {
            most++;
        }

        int between = word.LastIndexOfAny(s_signs, most - 1);
        int place = between >= most / 2 ? between + 1 : most;
        return place < word.Length && char.IsLowSurrogate(word[place]) ? Math.Max(place - 1, 2) : place;
    }

    private static readonly char[] s_signs = [',', '/', '=', '.', ';', ':', '-', '_'];
}
