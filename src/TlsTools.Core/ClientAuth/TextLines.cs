using System.Text.RegularExpressions;

namespace TlsTools.ClientAuth;

/// <summary>The lines of a log, without what a service wrapper puts before each.</summary>
internal sealed class TextLines(string text)
{
    private readonly string[] _lines = text.Split('\n');
    private int _next;

    public bool AtEnd => _next >= _lines.Length;

    /// <summary>The line that comes next, without space at its end; empty after the last one.</summary>
    public string Peek => AtEnd ? string.Empty : WithoutWrapper(_lines[_next]).TrimEnd();

    /// <summary>A line without what a service wrapper puts before it.</summary>
    public static string WithoutWrapper(string line) => line.Contains("jvm ") ? s_wrapper.Replace(line, string.Empty) : line;

    public string Next()
    {
        string line = Peek;
        _next++;
        return line;
    }

    // Tanuki's wrapper, in which webMethods runs, writes "jvm 1    | " and some set-ups a time after it.
    private static readonly Regex s_wrapper = new(@"^\s*(INFO|STATUS|ERROR|WARN|DEBUG)?\s*\|?\s*jvm \d+\s*\|(\s*[\d/:\s.,-]+\|)? ?", RegexOptions.CultureInvariant);
}
