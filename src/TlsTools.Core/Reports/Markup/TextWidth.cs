using System.Collections.Generic;
using TlsTools.Reports.Ladders;

namespace TlsTools.Reports.Markup;

/// <summary>
/// Guesses how wide text is in a picture, which breaks no lines by itself: widths of a sans-serif face, taken generously, since
/// the reader's face is not known.
/// </summary>
internal static class TextWidth
{
    /// <summary>The width of text in units of the picture.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The size of the face.</param>
    public static double Of(string text, double size)
    {
        double em = 0;
        foreach (char character in text)
        {
            em += character switch
            {
                'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' => 0.3,
                'f' or 't' or 'r' or ' ' or '(' or ')' or '[' or ']' or '/' or '-' => 0.38,
                'm' or 'w' or 'M' or 'W' or '@' or '%' => 0.95,
                >= 'A' and <= 'Z' or '_' or '=' or '+' or '<' or '>' => 0.72,
                >= '\u1100' => 1.05,
                _ => 0.61,
            };
        }

        return em * size;
    }

    /// <summary>Text in lines that fit.</summary>
    public static IReadOnlyList<string> Lines(string text, double width, double size) =>
        TextWrap.Lines(SafeText.Of(text), width, part => Of(part, size));
}
