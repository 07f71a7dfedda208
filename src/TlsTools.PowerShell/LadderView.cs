using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Text;
using TlsTools.Reports.Ladders;

namespace TlsTools.Commands;

/// <summary>Draws ladders for the view in TlsTools.Format.ps1xml, in the colours of the shell where it has some.</summary>
public static class LadderView
{
    /// <summary>The ladder in lines of text.</summary>
    /// <param name="ladder">The ladder.</param>
    /// <param name="style">
    /// The shell's <c>$PSStyle</c>, of which the colours are taken; where it is <see langword="null"/> or the output takes no
    /// colours, there are none.
    /// </param>
    /// <param name="width">Characters in a line; what a shell without a window says, 0 or less, means a usual one.</param>
    public static IEnumerable<string> Lines(Ladder ladder, object? style, int width)
    {
        bool isColoured = style is not null && TakesColour(style);
        Dictionary<TextTone, string> colours = !isColoured ? [] : new()
        {
            [TextTone.Strong] = Value(style!, "Bold"),
            [TextTone.Faint] = Value(style!, "Foreground", "BrightBlack"),
            [TextTone.Inferred] = Value(style!, "Foreground", "Cyan"),
            [TextTone.Broken] = Value(style!, "Foreground", "Red"),
            [TextTone.Good] = Value(style!, "Foreground", "Green"),
        };
        string reset = !isColoured ? string.Empty : Value(style!, "Reset");
        foreach (IReadOnlyList<TextSpan> line in LadderText.Lines(ladder, width > 0 ? width : UsualWidth))
        {
            StringBuilder text = new();
            foreach (TextSpan span in line)
            {
                _ = colours.TryGetValue(span.Tone, out string? colour) && colour.Length > 0 && span.Text.Length > 0
                    ? text.Append(colour).Append(span.Text).Append(reset)
                    : text.Append(span.Text);
            }

            yield return text.ToString();
        }
    }

    // The shell itself takes colours out of what it writes to files, and leaves them in what another program reads from it.
    private static bool TakesColour(object style) => Value(style, "OutputRendering") switch
    {
        "PlainText" => false,
        "Ansi" => true,
        _ => !Console.IsOutputRedirected,
    };

    private static string Value(object style, params string[] path)
    {
        object? value = style;
        foreach (string name in path)
        {
            value = value is null ? null : PSObject.AsPSObject(value).Properties[name]?.Value;
        }

        return value?.ToString() ?? string.Empty;
    }

    private const int UsualWidth = 120;
}
