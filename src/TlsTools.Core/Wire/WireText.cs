using System;
using System.Globalization;
using System.Text;

namespace TlsTools.Wire;

/// <summary>Text that peers sent, made safe for terminals, logs and pages.</summary>
public static class WireText
{
    /// <summary>
    /// Writes what a terminal would act on, or what would reorder the text around it, as <c>\u{1b}</c>: control
    /// characters, format characters (the bidirectional overrides among them), line and paragraph separators,
    /// unpaired surrogates, and the backslash, so that the result is unambiguous.
    /// </summary>
    /// <param name="text">The text as sent.</param>
    public static string Neutralize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (int i = 0; i < text.Length; i++)
        {
            if (!IsPlain(text[i]))
            {
                return Escape(text);
            }
        }

        return text;
    }

    /// <summary>Reads UTF-8 and neutralizes it; bytes that are not UTF-8 become <c>\x{ff}</c>.</summary>
    /// <param name="bytes">The bytes as sent.</param>
    public static string FromUtf8(ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] is < 0x20 or > 0x7e or (byte)'\\')
            {
                return Decode(bytes);
            }
        }

        return Ascii(bytes);
    }

    private static string Ascii(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return string.Empty;
        }

        unsafe
        {
            fixed (byte* first = bytes)
            {
                return Encoding.ASCII.GetString(first, bytes.Length);
            }
        }
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new(bytes.Length + 16);
        byte[] rest = bytes.ToArray();
        for (int start = 0; start < rest.Length;)
        {
            int length = SequenceLength(rest, start);
            if (length == 0)
            {
                text.Append(@"\x{").Append(rest[start].ToString("x2", CultureInfo.InvariantCulture)).Append('}');
                start++;
                continue;
            }

            text.Append(Neutralize(Encoding.UTF8.GetString(rest, start, length)));
            start += length;
        }

        return text.ToString();
    }

    /// <summary>The length of the UTF-8 sequence that begins here; 0 when none does.</summary>
    private static int SequenceLength(byte[] bytes, int start)
    {
        byte first = bytes[start];
        int length = first switch
        {
            < 0x80 => 1,
            >= 0xc2 and < 0xe0 => 2,
            >= 0xe0 and < 0xf0 => 3,
            >= 0xf0 and < 0xf5 => 4,
            _ => 0,
        };
        if (start + length > bytes.Length)
        {
            return 0;
        }

        for (int i = 1; i < length; i++)
        {
            if (bytes[start + i] >> 6 != 2)
            {
                return 0;
            }
        }

        byte second = length > 1 ? bytes[start + 1] : (byte)0;
        bool isOutside = (first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f)
            || (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f);
        return isOutside ? 0 : length;
    }

    private static string Escape(string text)
    {
        StringBuilder safe = new(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            if (char.IsSurrogatePair(text, i) && IsVisible(text, i))
            {
                safe.Append(character).Append(text[++i]);
            }
            else if (IsPlain(character))
            {
                safe.Append(character);
            }
            else if (character == '\\')
            {
                safe.Append(@"\\");
            }
            else
            {
                safe.Append(@"\u{").Append(((int)character).ToString("x", CultureInfo.InvariantCulture)).Append('}');
            }
        }

        return safe.ToString();
    }

    /// <summary>
    /// Whether a reader sees the character and takes it for no other: no control, direction mark, joiner, space other than
    /// U+0020, half of a pair, or code point without a character.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="index">The character's first unit.</param>
    internal static bool IsVisible(string text, int index) =>
        text[index] is >= ' ' and <= '~' || IsVisible(CharUnicodeInfo.GetUnicodeCategory(text, index));

    private static bool IsPlain(char character) =>
        character is >= ' ' and <= '~' ? character != '\\' : IsVisible(CharUnicodeInfo.GetUnicodeCategory(character));

    private static bool IsVisible(UnicodeCategory category) => category is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
