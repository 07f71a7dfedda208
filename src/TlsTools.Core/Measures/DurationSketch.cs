using System;
using System.Collections.Generic;

namespace TlsTools.Measures;

/// <summary>
/// Percentiles of durations in little memory: exact up to <see cref="ExactUpTo"/> values; beyond that they are counted in bins whose
/// bounds grow by 2 %, so that a percentile is wrong by 1 % at most. The shortest and the longest are always exact.
/// </summary>
/// <remarks>Bins of a constant ratio are those of DDSketch (Masson, Rim, Lee, VLDB 2019).</remarks>
internal sealed class DurationSketch
{
    private List<long>? _values = [];
    private SortedDictionary<int, long>? _bins;
    private bool _isSorted = true;
    private double _sum;

    /// <summary>Durations that were added.</summary>
    public long Count { get; private set; }

    /// <summary>Whether all percentiles are exact.</summary>
    public bool IsExact => _values is not null;

    /// <summary>The shortest; null where there is none.</summary>
    public TimeSpan? Minimum { get; private set; }

    /// <summary>The longest.</summary>
    public TimeSpan? Maximum { get; private set; }

    /// <summary>The mean.</summary>
    public TimeSpan? Mean => Count == 0 ? null : new TimeSpan((long)Math.Round(_sum / Count));

    /// <summary>Takes a duration; what is less than nothing (clocks were set) counts as nothing.</summary>
    public void Add(TimeSpan duration)
    {
        TimeSpan counted = duration < TimeSpan.Zero ? TimeSpan.Zero : duration;
        Minimum = Minimum is { } least && least <= counted ? least : counted;
        Maximum = Maximum is { } most && most >= counted ? most : counted;
        _sum += counted.Ticks;
        Count++;
        if (_values is null)
        {
            Put(counted.Ticks);
            return;
        }

        _values.Add(counted.Ticks);
        _isSorted = false;
        if (_values.Count > ExactUpTo)
        {
            _bins = [];
            _values.ForEach(Put);
            _values = null;
        }
    }

    /// <summary>The duration that a share of all do not exceed, by nearest rank; null where there is none.</summary>
    /// <param name="percent">0 to 100.</param>
    public TimeSpan? Percentile(double percent)
    {
        if (Count == 0)
        {
            return null;
        }

        long rank = Math.Max(1, Math.Min(Count, (long)Math.Ceiling(percent / 100 * Count)));
        if (_values is not null)
        {
            if (!_isSorted)
            {
                _values.Sort();
                _isSorted = true;
            }

            return new TimeSpan(_values[(int)rank - 1]);
        }

        foreach (KeyValuePair<int, long> bin in _bins!)
        {
            rank -= bin.Value;
            if (rank <= 0)
            {
                return Clamp(Middle(bin.Key));
            }
        }

        return Maximum;
    }

    private void Put(long ticks)
    {
        int bin = ticks < 1 ? ZeroBin : (int)Math.Ceiling(Math.Log(ticks) / s_logOfRatio);
        _bins!.TryGetValue(bin, out long count);
        _bins[bin] = count + 1;
    }

    // Of all values of a bin this one is off by the same share at both bounds.
    private static TimeSpan Middle(int bin) => bin == ZeroBin ? TimeSpan.Zero : new TimeSpan((long)Math.Round(2 * Math.Pow(Ratio, bin) / (1 + Ratio)));

    private TimeSpan Clamp(TimeSpan duration) => duration < Minimum!.Value ? Minimum.Value : duration > Maximum!.Value ? Maximum.Value : duration;

    /// <summary>Keeps a group of handshakes at 8 KB; most groups of most captures are smaller.</summary>
    public const int ExactUpTo = 1000;

    private const double Ratio = 1.02;
    private const int ZeroBin = -1;
    private static readonly double s_logOfRatio = Math.Log(Ratio);
}
