using System;
using System.Globalization;

namespace TlsTools.Tls;

/// <summary>Codes that have no name, as text.</summary>
internal static class CodeText
{
    private const string Grease = "GREASE (";

    public static string Hexadecimal(int code, int digits, bool isGrease)
    {
        string text = "0x" + code.ToString("x" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return isGrease ? $"{Grease}{text})" : text;
    }

    /// <summary>Reads what <see cref="Hexadecimal"/> writes; −1 when it is something else.</summary>
    public static int Parse(string text, int digits)
    {
        ReadOnlySpan<char> rest = text.AsSpan();
        if (text.StartsWith(Grease, StringComparison.OrdinalIgnoreCase) && text[text.Length - 1] == ')')
        {
            rest = rest.Slice(Grease.Length, rest.Length - Grease.Length - 1);
        }

        if (rest.Length <= 2 || rest.Length > digits + 2 || rest[0] != '0' || (rest[1] | ' ') != 'x')
        {
            return -1;
        }

        int code = 0;
        foreach (char character in rest.Slice(2))
        {
            int digit = "0123456789abcdef".IndexOf(char.ToLowerInvariant(character));
            if (digit < 0)
            {
                return -1;
            }

            code = (code << 4) | digit;
        }

        return code;
    }
}
