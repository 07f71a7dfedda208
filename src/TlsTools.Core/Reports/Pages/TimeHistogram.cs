using System;
using System.Collections.Generic;
using System.Linq;

namespace TlsTools.Reports.Pages;

/// <summary>Counts outcomes over time without knowing the time beforehand: when there are too many spans, two become one.</summary>
internal sealed class TimeHistogram
{
    private Dictionary<long, int[]> _spans = [];

    /// <summary>How long a span is.</summary>
    public TimeSpan Span { get; private set; } = TimeSpan.FromMilliseconds(1);

    /// <summary>The spans from the first to the last, also those in which nothing was.</summary>
    public IReadOnlyList<(DateTime Start, int[] Counts)> Spans
    {
        get
        {
            if (_spans.Count == 0)
            {
                return [];
            }

            List<(DateTime, int[])> spans = [];
            long last = _spans.Keys.Max();
            for (long span = _spans.Keys.Min(); span <= last; span++)
            {
                spans.Add((new DateTime(span * Span.Ticks, DateTimeKind.Utc), _spans.TryGetValue(span, out int[]? counts) ? counts : new int[3]));
            }

            return spans;
        }
    }

    /// <summary>Counts one.</summary>
    /// <param name="time">When it was.</param>
    /// <param name="outcome">0, 1 or 2.</param>
    public void Add(DateTime time, int outcome)
    {
        long span = time.Ticks / Span.Ticks;
        if (!_spans.TryGetValue(span, out int[]? counts))
        {
            _spans.Add(span, counts = new int[3]);
        }

        counts[outcome]++;
        while (_spans.Count > 1 && _spans.Keys.Max() - _spans.Keys.Min() >= MostSpans)
        {
            Join();
        }
    }

    private void Join()
    {
        Dictionary<long, int[]> joined = [];
        foreach (KeyValuePair<long, int[]> span in _spans)
        {
            if (!joined.TryGetValue(span.Key / 2, out int[]? counts))
            {
                joined.Add(span.Key / 2, counts = new int[3]);
            }

            for (int i = 0; i < counts.Length; i++)
            {
                counts[i] += span.Value[i];
            }
        }

        _spans = joined;
        Span += Span;
    }

    // As many bars as a small picture can show.
    private const int MostSpans = 60;
}
