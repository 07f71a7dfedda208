using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;

namespace TlsTools.Measures;

/// <summary>Counts handshakes as they come; none of them is kept.</summary>
public sealed class HandshakeMeter
{
    private readonly HandshakeProperty[] _by;
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private Group? _others;
    private long _count;

    /// <summary>Begins to count.</summary>
    /// <param name="by">What tells groups apart; nothing puts all into one.</param>
    public HandshakeMeter(IEnumerable<HandshakeProperty> by) =>
        _by = [.. by.Distinct().Where(property => property != HandshakeProperty.None)];

    /// <summary>Counts a handshake.</summary>
    /// <param name="handshake">The handshake.</param>
    public void Add(TlsHandshake handshake)
    {
        ArgumentNullException.ThrowIfNull(handshake);
        _count++;
        string[] values = [.. _by.Select(property => HandshakeProperties.ValueOf(handshake, property))];
        string key = string.Join("\n", values);
        if (!_groups.TryGetValue(key, out Group? group))
        {
            group = _groups.Count < MostGroups ? _groups[key] = new Group(values) : _others ??= new Group([.. _by.Select(_ => Others)]);
        }

        group.Add(handshake);
    }

    /// <summary>What was counted, the largest group first.</summary>
    /// <param name="baseline">An earlier result by the same properties to compare with; groups that only it has are given too, with a count of 0.</param>
    public IReadOnlyList<HandshakeMeasure> Read(IEnumerable<HandshakeMeasure>? baseline = null)
    {
        Dictionary<string, HandshakeMeasure>? before = null;
        if (baseline is not null)
        {
            before = new(StringComparer.Ordinal);
            foreach (HandshakeMeasure measure in baseline)
            {
                before[measure.Name] = measure with { Baseline = null, CountChange = null };
            }
        }

        string by = string.Join(", ", _by);
        List<HandshakeMeasure> now = [.. Groups.Select(group => group.Read(by, _count))];
        if (before is null)
        {
            return [.. Ordered(now)];
        }

        HashSet<string> names = [.. now.Select(measure => measure.Name)];
        IEnumerable<HandshakeMeasure> gone = before.Values.Where(measure => !names.Contains(measure.Name))
            .Select(measure => new HandshakeMeasure { By = by, Name = measure.Name, Values = measure.Values, Baseline = measure, CountChange = -measure.Count });
        return
        [
            .. Ordered(now.Select(measure => before.TryGetValue(measure.Name, out HandshakeMeasure? same)
                ? measure with { Baseline = same, CountChange = measure.Count - same.Count }
                : measure with { CountChange = measure.Count })),
            .. Ordered(gone),
        ];
    }

    private IEnumerable<Group> Groups => _others is null ? _groups.Values : _groups.Values.Append(_others);

    private static IEnumerable<HandshakeMeasure> Ordered(IEnumerable<HandshakeMeasure> measures) =>
        measures.OrderByDescending(measure => measure.Count).ThenBy(measure => measure.Name, StringComparer.Ordinal);

    private sealed class Group(string[] values)
    {
        private readonly DurationSketch _durations = new();
        private readonly Dictionary<string, long> _causes = new(StringComparer.Ordinal);
        private long _completed;
        private long _failed;
        private long _incomplete;
        private DateTime? _start;
        private DateTime? _end;

        public void Add(TlsHandshake handshake)
        {
            switch (handshake.Outcome)
            {
                case HandshakeOutcome.Completed:
                    _completed++;
                    if (handshake.Duration is { } duration)
                    {
                        _durations.Add(duration);
                    }

                    break;
                case HandshakeOutcome.Failed:
                    _failed++;
                    if (handshake.Cause is { } cause)
                    {
                        _causes.TryGetValue(cause, out long count);
                        _causes[cause] = count + 1;
                    }

                    break;
                default:
                    _incomplete++;
                    break;
            }

            if (handshake.StartTime is { } time)
            {
                _start = _start is { } first && first <= time ? first : time;
                _end = _end is { } last && last >= time ? last : time;
            }
        }

        public HandshakeMeasure Read(string by, long all)
        {
            KeyValuePair<string, long> top = _causes.OrderByDescending(cause => cause.Value).ThenBy(cause => cause.Key, StringComparer.Ordinal).FirstOrDefault();
            long count = _completed + _failed + _incomplete;
            return new HandshakeMeasure
            {
                By = by,
                Name = string.Join(", ", values.Select(value => value.Length == 0 ? "-" : value)),
                Values = values,
                Count = count,
                Share = count / (double)all,
                Completed = _completed,
                Failed = _failed,
                Incomplete = _incomplete,
                TopCause = top.Key,
                TopCauseCount = top.Value,
                Start = _start,
                End = _end,
                Timed = _durations.Count,
                Minimum = _durations.Minimum,
                Mean = _durations.Mean,
                P50 = _durations.Percentile(50),
                P90 = _durations.Percentile(90),
                P95 = _durations.Percentile(95),
                P99 = _durations.Percentile(99),
                Maximum = _durations.Maximum,
                IsExact = _durations.IsExact,
            };
        }
    }

    private const string Others = "(others)";

    /// <summary>
    /// Protects memory from captures in which everything is different, as random names are: further groups are counted together,
    /// as <c>(others)</c>. A group takes 1 to 60 KB.
    /// </summary>
    public const int MostGroups = 20_000;
}
