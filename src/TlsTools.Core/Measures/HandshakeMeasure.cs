using System;
using System.Collections.Generic;

namespace TlsTools.Measures;

/// <summary>How many handshakes have something in common, what became of them, and how long they took.</summary>
public sealed record HandshakeMeasure
{
    /// <summary>What they have in common, for instance <c>Server, Version</c>.</summary>
    public string By { get; init; } = string.Empty;

    /// <summary>The values of it, for instance <c>192.0.2.1:443, TLS 1.2</c>; a dash stands for a value that is not there.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The handshakes.</summary>
    public long Count { get; init; }

    /// <summary>Their share of all that were counted, 0 to 1.</summary>
    public double Share { get; init; }

    /// <summary>Those that were completed.</summary>
    public long Completed { get; init; }

    /// <summary>Those that failed.</summary>
    public long Failed { get; init; }

    /// <summary>Those of which the source does not tell the end.</summary>
    public long Incomplete { get; init; }

    /// <summary>The share of failed ones among those whose end is known, 0 to 1; <see langword="null"/> where no end is known.</summary>
    public double? FailureShare => Completed + Failed > 0 ? Failed / (double)(Completed + Failed) : null;

    /// <summary>Why most of them failed; <see langword="null"/> where none failed.</summary>
    public string? TopCause { get; init; }

    /// <summary>How many failed for that cause.</summary>
    public long TopCauseCount { get; init; }

    /// <summary>When the first of them began.</summary>
    public DateTime? Start { get; init; }

    /// <summary>When the last of them began.</summary>
    public DateTime? End { get; init; }

    /// <summary>The completed ones whose duration is known; the figures below are of them.</summary>
    public long Timed { get; init; }

    /// <summary>The shortest duration.</summary>
    public TimeSpan? Minimum { get; init; }

    /// <summary>The mean duration.</summary>
    public TimeSpan? Mean { get; init; }

    /// <summary>The duration that half of them did not exceed.</summary>
    public TimeSpan? P50 { get; init; }

    /// <summary>The duration that 90 % did not exceed.</summary>
    public TimeSpan? P90 { get; init; }

    /// <summary>The duration that 95 % did not exceed.</summary>
    public TimeSpan? P95 { get; init; }

    /// <summary>The duration that 99 % did not exceed.</summary>
    public TimeSpan? P99 { get; init; }

    /// <summary>The longest duration.</summary>
    public TimeSpan? Maximum { get; init; }

    /// <summary>Whether the percentiles are exact; those of more than 1,000 durations are wrong by 1 % at most.</summary>
    public bool IsExact { get; init; } = true;

    /// <summary>The same of the baseline; <see langword="null"/> without one, and where the baseline has none of them.</summary>
    public HandshakeMeasure? Baseline { get; init; }

    /// <summary>How many more there are than in the baseline; <see langword="null"/> without one.</summary>
    public long? CountChange { get; init; }

    /// <summary>By how much <see cref="FailureShare"/> grew; <see langword="null"/> where either is not known.</summary>
    public double? FailureShareChange => FailureShare - Baseline?.FailureShare;

    /// <summary>By how much <see cref="P50"/> grew.</summary>
    public TimeSpan? P50Change => P50 - Baseline?.P50;

    /// <summary>By how much <see cref="P95"/> grew.</summary>
    public TimeSpan? P95Change => P95 - Baseline?.P95;

    /// <summary>The values that <see cref="Name"/> joins, by what they are of.</summary>
    internal IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The value of each property that the handshakes have in common.</summary>
    public IEnumerable<KeyValuePair<HandshakeProperty, string>> ReadValues()
    {
        string[] names = By.Length == 0 ? [] : By.Split([", "], StringSplitOptions.None);
        for (int index = 0; index < names.Length && index < Values.Count; index++)
        {
            if (Enum.TryParse(names[index], out HandshakeProperty property))
            {
                yield return new(property, Values[index]);
            }
        }
    }

    /// <summary>The group in one line, for instance <c>TLS 1.2: 12, 3 failed</c>.</summary>
    public override string ToString() => $"{(Name.Length == 0 ? "all" : Name)}: {Count}, {Failed} failed";
}
