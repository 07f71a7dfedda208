using System.Collections;

namespace TlsTools.Commands;

/// <content>Of bytes the text is their hex.</content>
internal static partial class ShellValue
{
    /// <summary>The same value, and to all that looks into it the same object.</summary>
    public static object? Of(object? value) => value switch
    {
        null or string => value,
        IEnumerable list => new WithText(list),
        _ => value,
    };
}
