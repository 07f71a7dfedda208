using System.Globalization;
using System.Text;

namespace TlsTools.X509;

/// <summary>Prepares a value for comparison: letter case folded, invisible characters left out, space made single.</summary>
/// <remarks>
/// RFC 4518, 2.2 (map), 2.3 (normalize) and 2.6.1 (insignificant space). Prohibited characters do not make a comparison
/// undefined here: values that hold the same ones are the same.
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc4518#section-2">RFC 4518, 2</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-7.1">RFC 5280, 7.1</seealso>
internal static class NamePreparation
{
    public static string Prepare(string value)
    {
        string folded = Fold(Map(value));
        return FoldSpace(IsAscii(folded) ? folded : LatinComposition.Normalize(folded));
    }

    // Most names are, and what composes letters takes milliseconds to begin.
    private static bool IsAscii(string value)
    {
        foreach (char unit in value)
        {
            if (unit > '\u007F')
            {
                return false;
            }
        }

        return true;
    }

    private static string Map(string value)
    {
        StringBuilder mapped = new(value.Length);
        for (int index = 0; index < value.Length; index++)
        {
            bool isPair = char.IsSurrogatePair(value, index);
            if (IsSpace(value, index))
            {
                mapped.Append(' ');
            }
            else if (!IsIgnored(value, index))
            {
                mapped.Append(value, index, isPair ? 2 : 1);
            }

            index += isPair ? 1 : 0;
        }

        return mapped.ToString();
    }

    private static bool IsSpace(string value, int index) =>
        value[index] is (>= '\t' and <= '\r') or '\u0085'
        || CharUnicodeInfo.GetUnicodeCategory(value, index)
            is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>Controls, format characters and those others that RFC 4518, 2.2 maps to nothing.</summary>
    private static bool IsIgnored(string value, int index) =>
        value[index] is '\u034F' or '\u1806' or '\uFFFC' or (>= '\u180B' and <= '\u180D') or (>= '\uFE00' and <= '\uFE0F')
        || CharUnicodeInfo.GetUnicodeCategory(value, index) is UnicodeCategory.Control or UnicodeCategory.Format;

    // Up and down again joins letters with two small forms; the two full foldings are the ones that names in use hold.
    private static string Fold(string value) =>
        value.ToUpperInvariant().ToLowerInvariant().Replace("\u00DF", "ss").Replace('\u03C2', '\u03C3');

    /// <summary>Leaves out space at both ends and makes inner space single.</summary>
    private static string FoldSpace(string value)
    {
        StringBuilder folded = new(value.Length);
        foreach (char unit in value)
        {
            if (unit != ' ' || (folded.Length > 0 && folded[folded.Length - 1] != ' '))
            {
                folded.Append(unit);
            }
        }

        return folded.ToString().TrimEnd(' ');
    }
}
