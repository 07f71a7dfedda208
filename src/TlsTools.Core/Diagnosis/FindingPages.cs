using System;
using System.Collections.Generic;
using System.Linq;

namespace TlsTools.Diagnosis;

/// <summary>The pages that explain what the rules find.</summary>
public static class FindingPages
{
    /// <summary>The ids of all findings, causes of failure first.</summary>
    public static IReadOnlyList<string> Ids { get; } =
        [.. RuleCatalog.Rules.OrderByDescending(rule => rule.Info.Severity).Select(rule => rule.Info.Id)];

    /// <summary>The page of a finding in Markdown.</summary>
    /// <param name="id">The id, in any case.</param>
    /// <returns><see langword="null"/> where there is no such finding.</returns>
    public static string? Find(string id) =>
        Ids.FirstOrDefault(known => known.Equals(id, StringComparison.OrdinalIgnoreCase)) is { } known ? RulePage.Of(known).Text : null;
}
