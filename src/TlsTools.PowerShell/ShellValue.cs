using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace TlsTools.Commands;

/// <summary>
/// What the shell gets of a property: lists that have a text. The shell's own text of a list is the name of its type, and that is what
/// Export-Csv writes.
/// </summary>
internal static partial class ShellValue
{
    /// <summary>The texts of the items, of bytes their hex.</summary>
    /// <param name="item">A list, or one item.</param>
    /// <param name="separator">What stands between items.</param>
    public static string Text(object? item, string separator) => item switch
    {
        null => string.Empty,
        string text => text,
        byte[] bytes => string.Concat(bytes.Select(each => each.ToString("x2", CultureInfo.InvariantCulture))),
        IDictionary other => other.ToString() ?? string.Empty,
        IEnumerable list => string.Join(separator, list.Cast<object?>().Select(each => Text(each, separator))),
        _ => item.ToString() ?? string.Empty,
    };

    // No copy of the list, and its text is made when somebody asks.
    private sealed class WithText(object value) : PSObject(value)
    {
        public override string ToString() => Text(BaseObject, Separator);
    }

    public const string Separator = "; ";
}
