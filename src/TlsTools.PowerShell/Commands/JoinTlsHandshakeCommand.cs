using System;
using System.Management.Automation;
using TlsTools.Handshakes;

namespace TlsTools.Commands;

/// <summary>Makes one object of a handshake of which a log tells and the same that a capture shows.</summary>
[Cmdlet(VerbsCommon.Join, "TlsHandshake")]
[OutputType(typeof(TlsHandshake))]
public sealed class JoinTlsHandshakeCommand : PSCmdlet
{
    private HandshakeJoiner? _joiner;

    /// <summary>Handshakes of which logs tell.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public TlsHandshake[] InputObject { get; set; } = [];

    /// <summary>Handshakes that captures show, or the captures.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [AllowEmptyCollection]
    [HandshakesOfCapture]
    [ArgumentCompleter(typeof(CaptureFileCompleter))]
    public TlsHandshake[] Capture { get; set; } = [];

    /// <summary>How many seconds the clocks of log and capture may be apart.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    public int ToleranceSeconds { get; set; } = (int)HandshakeJoiner.DefaultTolerance.TotalSeconds;

    /// <summary>Writes handshakes of logs that no capture has, too, as they are.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _joiner = new HandshakeJoiner(Capture, TimeSpan.FromSeconds(ToleranceSeconds));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (TlsHandshake log in InputObject)
        {
            if (_joiner!.Join(log) is { } joined)
            {
                WriteObject(joined);
            }
            else if (All)
            {
                WriteObject(log);
            }
            else
            {
                WriteVerbose($"No handshake of the captures is number {log.Number} of {log.Source}.");
            }
        }
    }
}
