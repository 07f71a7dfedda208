using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Measures;
using TlsTools.Tls;
using Xunit;

namespace TlsTools.Tests.Measures;

/// <summary>Counting and percentiles, against numbers worked out by hand or by sorting.</summary>
public sealed class HandshakeMeterTests
{
    // The textbook example of nearest rank.
    [Theory]
    [InlineData(5, 15)]
    [InlineData(30, 20)]
    [InlineData(40, 20)]
    [InlineData(50, 35)]
    [InlineData(100, 50)]
    public void Few_durations_have_exact_percentiles(double percent, int expected)
    {
        DurationSketch sketch = Sketch([15, 20, 35, 40, 50]);
        Assert.True(sketch.IsExact);
        Assert.Equal(TimeSpan.FromMilliseconds(expected), sketch.Percentile(percent));
    }

    [Fact]
    public void Many_durations_have_percentiles_that_are_wrong_by_1_percent_at_most()
    {
        Random random = new(1);
        int[] values = [.. Enumerable.Range(0, 100_000).Select(_ => (int)Math.Exp(random.NextDouble() * 12))];
        DurationSketch sketch = Sketch(values);
        Array.Sort(values);
        Assert.False(sketch.IsExact);
        Assert.Equal(TimeSpan.FromMilliseconds(values[0]), sketch.Minimum);
        Assert.Equal(TimeSpan.FromMilliseconds(values[^1]), sketch.Maximum);
        Assert.Equal(values.Average(), sketch.Mean!.Value.TotalMilliseconds, 0.001);
        foreach (double percent in new[] { 1, 50, 90, 95, 99, 99.9 })
        {
            double exact = values[(int)Math.Ceiling(percent / 100 * values.Length) - 1];
            Assert.InRange(sketch.Percentile(percent)!.Value.TotalMilliseconds, exact * 0.99 - 0.001, exact * 1.01 + 0.001);
        }
    }

    [Fact]
    public void Durations_below_and_at_zero_are_counted()
    {
        DurationSketch sketch = Sketch(Enumerable.Repeat(0, 2000).Append(-5));
        Assert.Equal(TimeSpan.Zero, sketch.Percentile(50));
        Assert.Equal(TimeSpan.Zero, sketch.Maximum);
        Assert.Null(new DurationSketch().Percentile(50));
    }

    [Fact]
    public void Groups_are_counted_and_the_largest_is_first()
    {
        HandshakeMeter meter = new([HandshakeProperty.Version, HandshakeProperty.Version]);
        meter.Add(Handshake(0x0303, HandshakeOutcome.Completed, 10));
        meter.Add(Handshake(0x0303, HandshakeOutcome.Completed, 30));
        meter.Add(Handshake(0x0303, HandshakeOutcome.Failed, 500));
        meter.Add(Handshake(0x0304, HandshakeOutcome.Incomplete, 1));
        IReadOnlyList<HandshakeMeasure> measures = meter.Read();
        Assert.Equal(["TLS 1.2", "TLS 1.3"], measures.Select(measure => measure.Name));
        HandshakeMeasure first = measures[0];
        Assert.Equal(("Version", 3L, 0.75, 2L, 1L, 0L), (first.By, first.Count, first.Share, first.Completed, first.Failed, first.Incomplete));
        Assert.Equal(1 / 3.0, first.FailureShare);
        Assert.Equal((10.0, 20.0, 10.0, 30.0), (first.Minimum!.Value.TotalMilliseconds, first.Mean!.Value.TotalMilliseconds, first.P50!.Value.TotalMilliseconds, first.Maximum!.Value.TotalMilliseconds));
        Assert.Null(measures[1].FailureShare);
        Assert.Null(measures[1].P50);
        Assert.Equal([new(HandshakeProperty.Version, "TLS 1.3")], measures[1].ReadValues());
    }

    [Fact]
    public void A_baseline_says_what_changed_and_what_is_gone()
    {
        HandshakeMeter before = new([HandshakeProperty.Version]);
        before.Add(Handshake(0x0303, HandshakeOutcome.Completed, 10));
        before.Add(Handshake(0x0301, HandshakeOutcome.Completed, 10));
        HandshakeMeter after = new([HandshakeProperty.Version]);
        after.Add(Handshake(0x0303, HandshakeOutcome.Completed, 25));
        after.Add(Handshake(0x0303, HandshakeOutcome.Failed, 25));
        after.Add(Handshake(0x0304, HandshakeOutcome.Completed, 25));
        IReadOnlyList<HandshakeMeasure> changes = after.Read(before.Read());
        Assert.Equal(
            [("TLS 1.2", 2L, 1L), ("TLS 1.3", 1L, 1L), ("TLS 1.0", 0L, -1L)],
            changes.Select(change => (change.Name, change.Count, change.CountChange!.Value)));
        Assert.Equal(0.5, changes[0].FailureShareChange);
        Assert.Equal(TimeSpan.FromMilliseconds(15), changes[0].P50Change);
        Assert.Null(changes[1].Baseline);
        Assert.Equal("TLS 1.0", Assert.Single(changes[2].ReadValues()).Value);
    }

    [Fact]
    public void Groups_without_end_are_counted_together()
    {
        HandshakeMeter meter = new([HandshakeProperty.ServerName]);
        for (int index = 0; index < HandshakeMeter.MostGroups + 10; index++)
        {
            meter.Add(new TlsHandshake { ServerName = $"{index}.example", Outcome = HandshakeOutcome.Completed });
        }

        Assert.Equal(("(others)", 10L), (meter.Read()[0].Name, meter.Read()[0].Count));
        Assert.Equal(HandshakeMeter.MostGroups + 10, meter.Read().Sum(measure => measure.Count));
    }

    private static DurationSketch Sketch(IEnumerable<int> milliseconds)
    {
        DurationSketch sketch = new();
        foreach (int value in milliseconds)
        {
            sketch.Add(TimeSpan.FromMilliseconds(value));
        }

        return sketch;
    }

    private static TlsHandshake Handshake(ushort version, HandshakeOutcome outcome, int milliseconds) =>
        new() { Version = new ProtocolVersion(version), Outcome = outcome, Duration = TimeSpan.FromMilliseconds(milliseconds) };
}
