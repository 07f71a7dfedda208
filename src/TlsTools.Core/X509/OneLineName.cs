using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace TlsTools.X509;

/// <summary>
/// Reads the form of OpenSSL's <c>X509_NAME_oneline</c>, <c>/C=AU/ST=VIC/CN=x</c>. It escapes no slash, so a slash divides only where
/// a known type and <c>=</c> follow it; octets outside ASCII are <c>\xC3</c>.
/// </summary>
/// <seealso href="https://docs.openssl.org/3.0/man3/X509_NAME_print_ex/">X509_NAME_oneline</seealso>
internal static class OneLineName
{
    /// <summary>The parts in the order of the encoding, or <see langword="null"/> where the text is no name.</summary>
    public static List<List<TypedText>>? Read(string text)
    {
        List<List<TypedText>> parts = [];
        int start = FindPart(text, 0, out string oid, out int value);
        if (start != 0)
        {
            return null;
        }

        while (start < text.Length)
        {
            int end = FindPart(text, value, out string nextOid, out int nextValue);
            parts.Add([new TypedText(oid, Unescape(text.Substring(value, end - value)))]);
            (start, oid, value) = (end, nextOid, nextValue);
        }

        return parts;
    }

    /// <summary>Finds the next slash that begins a part; the text's length when there is none.</summary>
    private static int FindPart(string text, int from, out string oid, out int value)
    {
        for (int slash = text.IndexOf('/', from); slash >= 0; slash = text.IndexOf('/', slash + 1))
        {
            int equals = text.IndexOf('=', slash);
            if (equals < 0)
            {
                break;
            }

            if (AttributeTypes.Find(text.Substring(slash + 1, equals - slash - 1)) is { } found)
            {
                (oid, value) = (found, equals + 1);
                return slash;
            }
        }

        (oid, value) = (string.Empty, text.Length);
        return text.Length;
    }

    private static string Unescape(string value)
    {
        List<byte> octets = [];
        int position = 0;
        foreach (Match escape in s_escape.Matches(value))
        {
            octets.AddRange(Encoding.UTF8.GetBytes(value.Substring(position, escape.Index - position)));
            octets.AddRange(Hex.TryRead(escape.Value.Substring(2))!);
            position = escape.Index + escape.Length;
        }

        octets.AddRange(Encoding.UTF8.GetBytes(value.Substring(position)));
        return DirectoryText.DecodeSevenBit([.. octets]);
    }

    private static readonly Regex s_escape = new(@"\\x[0-9A-Fa-f]{2}", RegexOptions.CultureInvariant);
}
