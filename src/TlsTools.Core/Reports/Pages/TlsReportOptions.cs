namespace TlsTools.Reports.Pages;

/// <summary>What a report is to hold.</summary>
public sealed record TlsReportOptions
{
    /// <summary>The title of the page.</summary>
    public string Title { get; init; } = "TLS report";

    /// <summary>Of how many failed attempts everything is shown, at most. All others are in the table and in the counts.</summary>
    public int MaximumLadders { get; init; } = 100;

    /// <summary>Of how many attempts that did not fail everything is shown, at most.</summary>
    public int MaximumOtherLadders { get; init; } = 8;

    /// <summary>How many attempts the table has at most; those that failed go before others.</summary>
    public int MaximumRows { get; init; } = 5000;
}
