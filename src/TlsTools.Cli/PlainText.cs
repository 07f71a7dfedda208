using System.Globalization;
using System.IO;
using System.Text;

namespace TlsTools.Cli;

/// <summary>
/// Text without what a terminal would act on, or what would reorder the text around it. What peers sent was neutralized when it
/// was read; the names of files come as they are, and a capture may have been unpacked from an archive that somebody sent.
/// </summary>
internal static class PlainText
{
    /// <summary>Writes such characters as <c>\u{1b}</c>; new lines and tabs stay.</summary>
    public static string Of(string text)
    {
        for (int index = 0; index < text.Length; index++)
        {
            if (!IsPlain(text, index))
            {
                return Escape(text);
            }
        }

        return text;
    }

    /// <summary>Standard error, over which names of files go out in messages too.</summary>
    public static TextWriter Over(TextWriter writer) => new Writer(writer);

    private static string Escape(string text)
    {
        StringBuilder safe = new(text.Length + 16);
        for (int index = 0; index < text.Length; index++)
        {
            if (IsPlain(text, index))
            {
                safe.Append(text[index]);
            }
            else
            {
                safe.Append(@"\u{").Append(((int)text[index]).ToString("x", CultureInfo.InvariantCulture)).Append('}');
            }
        }

        return safe.ToString();
    }

    // A carriage return alone lets what follows stand in place of what stood there.
    private static bool IsPlain(string text, int index) => text[index] switch
    {
        >= ' ' and <= '~' or '\n' or '\t' => true,
        '\r' => index + 1 < text.Length && text[index + 1] == '\n',
        <= '\u009f' => false,
        _ => CharUnicodeInfo.GetUnicodeCategory(text[index]) is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator),
    };

    private sealed class Writer(TextWriter writer) : TextWriter
    {
        public override Encoding Encoding => writer.Encoding;

        public override void Write(char value) => writer.Write(Of(value.ToString()));

        public override void Write(char[] buffer, int index, int count) => writer.Write(Of(new string(buffer, index, count)));

        public override void Write(string? value) => writer.Write(Of(value ?? string.Empty));

        public override void Flush() => writer.Flush();
    }
}
