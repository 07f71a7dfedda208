using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace TlsTools.Logs;

/// <summary>The lines of one entry of Java's log, which look like JSON and are none.</summary>
/// <param name="lines">The lines between the entry's brackets.</param>
/// <param name="isWhole">Whether its end was there.</param>
internal sealed class JsseBlock(IReadOnlyList<string> lines, bool isWhole)
{
    /// <summary>Whether its end was there.</summary>
    public bool IsWhole => isWhole;

    /// <summary>The lines.</summary>
    public IReadOnlyList<string> Lines => lines;

    /// <summary>The text of the block.</summary>
    public string Text => string.Join("\n", lines);

    /// <summary>The value of the first field of a name, without the quotes; null where there is none.</summary>
    public string? Field(string name)
    {
        foreach (string line in lines)
        {
            Match match = s_field.Match(line);
            if (match.Success && match.Groups["name"].Value == name)
            {
                return match.Groups["value"].Value.Trim().TrimEnd(',').Trim().Trim('"');
            }
        }

        return null;
    }

    /// <summary>The content of a list in brackets; null where there is none on one line.</summary>
    public string? List(string name) =>
        Field(name) is { Length: >= 2 } value && value[0] == '[' && value[value.Length - 1] == ']' ? value.Substring(1, value.Length - 2) : null;

    /// <summary>All values of the fields of a name, without the quotes.</summary>
    public IEnumerable<string> Fields(string name) => lines.Select(line => s_field.Match(line))
        .Where(match => match.Success && match.Groups["name"].Value == name)
        .Select(match => match.Groups["value"].Value.Trim().TrimEnd(',').Trim().Trim('"'));

    /// <summary>The extensions with their codes, in the order of the message.</summary>
    public IEnumerable<(ushort Code, JsseBlock Content)> Extensions()
    {
        for (int index = 0; index < lines.Count; index++)
        {
            Match match = s_extension.Match(lines[index]);
            if (!match.Success)
            {
                continue;
            }

            string end = match.Groups["indent"].Value + "}";
            List<string> content = [];
            bool isClosed = false;
            while (++index < lines.Count && !(isClosed = lines[index].TrimEnd().TrimEnd(',') == end))
            {
                content.Add(lines[index]);
            }

            // Java writes the number as its language does: 65,281 or 65.281.
            string digits = string.Concat(match.Groups["code"].Value.Where(char.IsDigit));
            if (ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out ushort code))
            {
                yield return (code, new JsseBlock(content, isClosed));
            }
        }
    }

    private static readonly Regex s_field = new("^\\s*\"(?<name>[^\"]+?)\"\\s*:\\s*(?<value>.*)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_extension = new("^(?<indent>\\s*)\"[^\"]+ \\((?<code>\\d[\\d,.'\\s]{0,6})\\)\"\\s*:\\s*\\{\\s*$", RegexOptions.CultureInvariant);
}
