using System;
using System.Linq;
using System.Management.Automation;

namespace TlsTools.Commands;

/// <summary>Makes rows for spreadsheets and databases: one value a column, lists joined, and no formulas.</summary>
[Cmdlet(VerbsData.ConvertTo, "TlsRow")]
[OutputType(typeof(PSObject))]
public sealed class ConvertToTlsRowCommand : PSCmdlet
{
    /// <summary>Any object of this module, as it is or out of a file of Export-Clixml.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>The columns, by wildcard patterns; all where it is left out.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Property { get; set; } = ["*"];

    /// <summary>What stands between the items of a list.</summary>
    [Parameter]
    public string Separator { get; set; } = ShellValue.Separator;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        WildcardPattern[] patterns = [.. Property.Select(pattern => new WildcardPattern(pattern, WildcardOptions.IgnoreCase))];
        foreach (PSObject item in InputObject)
        {
            PSObject row = new();
            foreach (PSPropertyInfo property in item.Properties.Where(property => patterns.Any(pattern => pattern.IsMatch(property.Name))))
            {
                row.Properties.Add(new PSNoteProperty(property.Name, ToCell(property.Value)));
            }

            WriteObject(row);
        }
    }

    private object? ToCell(object? value) => (value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value) switch
    {
        bool or int or long or uint or ulong or short or ushort or byte or double or decimal or DateTime or TimeSpan => value,
        null => null,
        byte[] bytes => ShellValue.Text(bytes, Separator),
        object other => SafeText(ShellValue.Text(other, Separator)),
    };

    // A spreadsheet takes these for the start of a formula; an apostrophe makes it text, and is not shown.
    private static string SafeText(string text) =>
        text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
}
