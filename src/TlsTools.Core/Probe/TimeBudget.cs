using System;
using System.Diagnostics;

namespace TlsTools.Probe;

/// <summary>What is left of a time limit that runs from now.</summary>
internal sealed class TimeBudget(TimeSpan limit)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>The time that passed.</summary>
    public TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>Milliseconds that are left, at least zero.</summary>
    public int Milliseconds => (int)Math.Max(0, Math.Min(int.MaxValue, (limit - _watch.Elapsed).TotalMilliseconds));
}
