using System;
using System.Linq;

namespace TlsTools.Tests.Tls;

/// <summary>Wire data as text: hexadecimal digits, split by blanks where the structure splits.</summary>
internal static class Bytes
{
    public static byte[] Hex(string text) => Convert.FromHexString(string.Concat(text.Where(character => !char.IsWhiteSpace(character))));

    public static string Repeat(string digits, int count) => string.Concat(Enumerable.Repeat(digits, count));
}
