using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;

namespace TlsTools.Diagnosis;

/// <summary>
/// A good and a bad handshake beside each other, and in what they differ, the most telling first. What differs in any two
/// handshakes is left out: randoms, session ids, keys, times and the client's port.
/// </summary>
public sealed record HandshakeComparison
{
    /// <summary>The one that works.</summary>
    public required TlsHandshake Good { get; init; }

    /// <summary>The one that does not.</summary>
    public required TlsHandshake Bad { get; init; }

    /// <summary>The differences, the most telling first; empty where all that can be seen is the same, so that the reason lies within an end.</summary>
    public required IReadOnlyList<HandshakeDifference> Differences
    {
        get;

        // The compiler's own lists cannot be indexed in PowerShell.
        init => field = value as HandshakeDifference[] ?? [.. value];
    }

    /// <summary>The smallest difference that explains the failure; <see langword="null"/> where none does.</summary>
    public HandshakeDifference? Explanation => Differences is [{ Significance: DifferenceSignificance.Telling } first, ..] ? first : null;

    /// <summary>The difference that explains the failure, or how many differences there are.</summary>
    public override string ToString() => Explanation?.ToString() ?? $"{Differences.Count} differences, none that explains the failure";

    /// <summary>
    /// A handshake of the same source that the same server completed: best with the same client and for the same name;
    /// <see langword="null"/> where the source shows none.
    /// </summary>
    /// <param name="bad">The handshake that does not work.</param>
    public static TlsHandshake? FindGood(TlsHandshake bad)
    {
        ArgumentNullException.ThrowIfNull(bad);
        return bad is { Server: { } server, History: { } history }
            ? history.CompletedBy(server, int.MaxValue, bad)
                .OrderByDescending(good => Equals(good.Client?.Address, bad.Client?.Address))
                .ThenByDescending(good => good.ServerName == bad.ServerName)
                .FirstOrDefault()
            : null;
    }

    /// <summary>Compares.</summary>
    /// <param name="good">A handshake that works, best of the same client at the same server.</param>
    /// <param name="bad">One that does not.</param>
    public static HandshakeComparison Of(TlsHandshake good, TlsHandshake bad) => new()
    {
        Good = good,
        Bad = bad,

        // The sort is stable: of equals the one that is looked at first comes first.
        Differences = [.. new HandshakeComparer(good, bad).Compare().OrderByDescending(difference => difference.Significance)],
    };
}
