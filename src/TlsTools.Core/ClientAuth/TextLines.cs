using System.Text.RegularExpressions;

namespace TlsTools.ClientAuth;

/// <summary>The lines of a log, without what a service wrapper puts before each.</summary>
internal sealed class TextLines(string text)
{
    private readonly string[] _lines = text.Split('\n');
    private int _next;

    public bool AtEnd => _next >= _lines.Length;

    /// <summary>The line that comes next, without space at its end; empty after the last one.</summary>
    public string Peek => AtEnd ? string.Empty : s_wrapper.Replace(_lines[_next], string.Empty).TrimEnd();

    public string Next()
    {
        string line = Peek;
        _next++;
        return line;
    }

    // Tanuki's wrapper, in which webMethods runs, writes "jvm 1    | " and some set-ups a time after it.
    private static readonly Regex s_wrapper = new(@"^\s*(INFO|STATUS|ERROR|WARN|DEBUG)?\s*\|?\s*jvm \d+\s*\|(\s*[\d/:\s.,-]+\|)? ?", RegexOptions.CultureInvariant);
}
