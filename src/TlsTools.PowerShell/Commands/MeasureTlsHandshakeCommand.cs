using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using TlsTools.Handshakes;
using TlsTools.Measures;

namespace TlsTools.Commands;

/// <summary>Counts handshakes by what they have in common, with the share of failures and the percentiles of durations.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "TlsHandshake", DefaultParameterSetName = nameof(Path))]
[OutputType(typeof(HandshakeMeasure))]
public sealed class MeasureTlsHandshakeCommand : CaptureCommand
{
    private HandshakeMeter? _meter;

    /// <summary>Handshakes from any source.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = nameof(InputObject))]
    public TlsHandshake[] InputObject { get; set; } = [];

    /// <summary>What tells groups apart.</summary>
    [Parameter]
    [Alias("Property")]
    public HandshakeProperty[] By { get; set; } = [HandshakeProperty.Server];

    /// <summary>An earlier result to compare with, also one that was exported and imported.</summary>
    [Parameter]
    [ValidateNotNull]
    public PSObject[]? Baseline { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _meter = new HandshakeMeter(By);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName != nameof(InputObject))
        {
            base.ProcessRecord();
            return;
        }

        foreach (TlsHandshake handshake in InputObject)
        {
            _meter!.Add(handshake);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (HandshakeMeasure measure in _meter!.Read(Baseline?.Select(ToMeasure)))
        {
            // A column for each value, so that they can be sorted, grouped and drawn by it.
            PSObject row = new(measure);
            foreach (KeyValuePair<HandshakeProperty, string> value in measure.ReadValues())
            {
                row.Properties.Add(new PSNoteProperty(value.Key.ToString(), value.Value));
            }

            WriteObject(row);
        }

        base.EndProcessing();
    }

    private protected override void ReadCapture(string file)
    {
        foreach (TlsHandshake handshake in TlsCapture.ReadHandshakes(file, OptionsFor(file), StopToken))
        {
            _meter!.Add(handshake);
        }
    }

    private static HandshakeMeasure ToMeasure(PSObject earlier) => earlier.BaseObject as HandshakeMeasure ?? new HandshakeMeasure
    {
        By = Value<string>(earlier, nameof(HandshakeMeasure.By)) ?? string.Empty,
        Name = Value<string>(earlier, nameof(HandshakeMeasure.Name)) ?? string.Empty,
        Count = Value<long>(earlier, nameof(HandshakeMeasure.Count)),
        Completed = Value<long>(earlier, nameof(HandshakeMeasure.Completed)),
        Failed = Value<long>(earlier, nameof(HandshakeMeasure.Failed)),
        Incomplete = Value<long>(earlier, nameof(HandshakeMeasure.Incomplete)),
        TopCause = Value<string>(earlier, nameof(HandshakeMeasure.TopCause)),
        TopCauseCount = Value<long>(earlier, nameof(HandshakeMeasure.TopCauseCount)),
        Start = Value<DateTime?>(earlier, nameof(HandshakeMeasure.Start)),
        End = Value<DateTime?>(earlier, nameof(HandshakeMeasure.End)),
        Timed = Value<long>(earlier, nameof(HandshakeMeasure.Timed)),
        Minimum = Value<TimeSpan?>(earlier, nameof(HandshakeMeasure.Minimum)),
        Mean = Value<TimeSpan?>(earlier, nameof(HandshakeMeasure.Mean)),
        P50 = Value<TimeSpan?>(earlier, nameof(HandshakeMeasure.P50)),
        P90 = Value<TimeSpan?>(earlier, nameof(HandshakeMeasure.P90)),
        P95 = Value<TimeSpan?>(earlier, nameof(HandshakeMeasure.P95)),
        P99 = Value<TimeSpan?>(earlier, nameof(HandshakeMeasure.P99)),
        Maximum = Value<TimeSpan?>(earlier, nameof(HandshakeMeasure.Maximum)),
    };

    // What CLIXML and CSV keep of a value; of CSV that is its text, empty where there was none.
    private static T? Value<T>(PSObject earlier, string name) =>
        LanguagePrimitives.TryConvertTo(earlier.Properties[name]?.Value is string { Length: 0 } ? null : earlier.Properties[name]?.Value, System.Globalization.CultureInfo.InvariantCulture, out T? value) ? value : default;
}
