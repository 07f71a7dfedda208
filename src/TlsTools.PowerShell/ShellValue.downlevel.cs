using System;
using System.Collections;

namespace TlsTools.Commands;

/// <content>
/// The ConvertTo-Json of Windows PowerShell writes an array that the shell has wrapped as an object with the members value and Count: it
/// gets bytes as they are, and other arrays as lists.
/// </content>
internal static partial class ShellValue
{
    /// <summary>The same value, and to all that looks into it the same object.</summary>
    public static object? Of(object? value) => value switch
    {
        null or string or byte[] => value,
        Array array => new WithText(ArrayList.Adapter(array)),
        IEnumerable list => new WithText(list),
        _ => value,
    };
}
