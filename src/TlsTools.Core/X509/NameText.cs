using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using TlsTools.Wire;

namespace TlsTools.X509;

/// <summary>Writes names as text.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc4514#section-2">RFC 4514, 2</seealso>
internal static class NameText
{
    public static string Write(IReadOnlyList<RelativeName> relativeNames)
    {
        StringBuilder text = new();
        for (int index = relativeNames.Count - 1; index >= 0; index--)
        {
            string separator = text.Length == 0 ? string.Empty : ",";
            foreach (AttributeTypeAndValue attribute in relativeNames[index].Attributes)
            {
                text.Append(separator);
                Append(text, attribute);
                separator = "+";
            }
        }

        return text.ToString();
    }

    public static string Write(AttributeTypeAndValue attribute)
    {
        StringBuilder text = new();
        Append(text, attribute);
        return text.ToString();
    }

    public static string WriteHex(ReadOnlySpan<byte> encoded) => "#" + Hex.Lower(encoded);

    /// <summary>Text from the wire as it can be shown: what is invisible or would steer a terminal is escaped as in a name.</summary>
    public static string Neutralize(string value)
    {
        StringBuilder text = new(value.Length);
        AppendVisible(text, value, isSpecial: static (_, _) => false);
        return text.ToString();
    }

    private static void Append(StringBuilder text, AttributeTypeAndValue attribute)
    {
        text.Append(attribute.Type).Append('=');

        // RFC 4514, 2.4: the value of a type that is written with dots is written in hex.
        if (attribute.Text is not { } value || attribute.Type == attribute.Oid)
        {
            text.Append(WriteHex(attribute.RawValue));
            return;
        }

        AppendVisible(text, value, MustEscape);
    }

    private static void AppendVisible(StringBuilder text, string value, Func<string, int, bool> isSpecial)
    {
        for (int index = 0; index < value.Length; index++)
        {
            bool isPair = char.IsSurrogatePair(value, index);
            if (!WireText.IsVisible(value, index))
            {
                AppendOctets(text, value.Substring(index, isPair ? 2 : 1));
            }
            else
            {
                text.Append(isSpecial(value, index) ? "\\" : string.Empty).Append(value, index, isPair ? 2 : 1);
            }

            index += isPair ? 1 : 0;
        }
    }

    /// <summary>The characters that RFC 4514, 2.4 escapes; only single units, no surrogate is among them.</summary>
    private static bool MustEscape(string value, int index) => value[index] switch
    {
        '"' or '+' or ',' or ';' or '<' or '>' or '\\' => true,
        ' ' => index == 0 || index == value.Length - 1,
        '#' => index == 0,
        _ => false,
    };

    private static void AppendOctets(StringBuilder text, string character)
    {
        foreach (byte octet in Encoding.UTF8.GetBytes(character))
        {
            text.Append('\\').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
        }
    }
}
