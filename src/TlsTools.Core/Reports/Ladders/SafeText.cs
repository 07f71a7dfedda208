using System.Globalization;
using System.Text;
using TlsTools.Wire;

namespace TlsTools.Reports.Ladders;

/// <summary>
/// Makes text safe for whatever shows it: a last guard in every form of output, whoever made the text. Text from the wire was
/// made safe when it was read; paths and what a log says were not.
/// </summary>
internal static class SafeText
{
    /// <summary>Escapes all that is no visible character or plain space, so that text starts no command of a terminal and hides nothing.</summary>
    /// <param name="text">The text.</param>
    public static string Of(string text)
    {
        int start = 0;
        while (start < text.Length && WireText.IsVisible(text, start))
        {
            start += char.IsSurrogatePair(text, start) ? 2 : 1;
        }

        if (start >= text.Length)
        {
            return text;
        }

        StringBuilder safe = new(text, 0, start, text.Length + 16);
        for (int i = start; i < text.Length; i++)
        {
            if (!WireText.IsVisible(text, i))
            {
                _ = safe.Append(@"\u{").Append(((int)text[i]).ToString("x", CultureInfo.InvariantCulture)).Append('}');
            }
            else if (char.IsSurrogatePair(text, i))
            {
                _ = safe.Append(text, i++, 2);
            }
            else
            {
                _ = safe.Append(text[i]);
            }
        }

        return safe.ToString();
    }

    /// <summary>The beginning of a text that is longer than anybody reads, with an ellipsis.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">How many characters are kept.</param>
    public static string Clip(string text, int most) =>
        text.Length <= most ? text : $"{text.Substring(0, char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)}…";

    /// <summary>The cells that text takes on a terminal.</summary>
    /// <param name="text">The text.</param>
    public static int Cells(string text)
    {
        int cells = 0;
        for (int i = 0; i < text.Length; i++)
        {
            cells += CellsOf(text, ref i);
        }

        return cells;
    }

    /// <summary>The beginning of a text that fits into a number of cells, with an ellipsis where something is left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cells">The room.</param>
    public static string Fit(string text, int cells)
    {
        if (Cells(text) <= cells)
        {
            return text;
        }

        int used = 0;
        for (int i = 0; i < text.Length; i++)
        {
            int start = i;
            used += CellsOf(text, ref i);
            if (used > cells - 1)
            {
                return $"{text.Substring(0, start)}…";
            }
        }

        return text;
    }

    private static int CellsOf(string text, ref int index)
    {
        if (text[index] < 0x300)
        {
            return 1;
        }

        UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(text, index);
        if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
        {
            return 0;
        }

        if (char.IsSurrogatePair(text, index))
        {
            index++;
            return 2;
        }

        return text[index] is (>= '\u1100' and <= '\u115f') or (>= '\u2e80' and <= '\ua4cf') or (>= '\uac00' and <= '\ud7a3')
            or (>= '\uf900' and <= '\ufaff') or (>= '\ufe30' and <= '\ufe6f') or (>= '\uff00' and <= '\uff60') or (>= '\uffe0' and <= '\uffe6') ? 2 : 1;
    }
}
