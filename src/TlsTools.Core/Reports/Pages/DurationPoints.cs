using System;
using System.Collections.Generic;

namespace TlsTools.Reports.Pages;

/// <summary>How long handshakes took, and when: of very many every second, fourth, eighth … is kept.</summary>
internal sealed class DurationPoints
{
    private readonly List<(DateTime Time, TimeSpan Duration, int Outcome)> _points = [];
    private long _seen;

    /// <summary>Of how many handshakes one is kept.</summary>
    public int Stride { get; private set; } = 1;

    /// <summary>What is kept.</summary>
    public IReadOnlyList<(DateTime Time, TimeSpan Duration, int Outcome)> Points => _points;

    /// <summary>Takes one.</summary>
    /// <param name="time">When it began.</param>
    /// <param name="duration">How long it took.</param>
    /// <param name="outcome">0, 1 or 2.</param>
    public void Add(DateTime time, TimeSpan duration, int outcome)
    {
        if (_seen++ % Stride != 0)
        {
            return;
        }

        _points.Add((time, duration, outcome));
        if (_points.Count >= MostPoints)
        {
            int kept = 0;
            for (int i = 0; i < _points.Count; i += 2)
            {
                _points[kept++] = _points[i];
            }

            _points.RemoveRange(kept, _points.Count - kept);
            Stride *= 2;
        }
    }

    // More than that are one black spot, and each is a mark in the page.
    private const int MostPoints = 2000;
}
