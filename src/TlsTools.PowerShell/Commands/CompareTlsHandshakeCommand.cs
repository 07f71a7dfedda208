using System.Management.Automation;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;

namespace TlsTools.Commands;

/// <summary>Compares a handshake that works with one that does not, and names the smallest difference that explains it.</summary>
[Cmdlet(VerbsData.Compare, "TlsHandshake")]
[OutputType(typeof(HandshakeComparison))]
public sealed class CompareTlsHandshakeCommand : PSCmdlet
{
    /// <summary>Handshakes that do not work, or captures of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [HandshakesOfCapture]
    [ArgumentCompleter(typeof(CaptureFileCompleter))]
    public TlsHandshake[] Bad { get; set; } = [];

    /// <summary>One that works; where it is left out, one that the same server completed in the same capture.</summary>
    [Parameter(Position = 1)]
    [HandshakesOfCapture(IsOneThatWorks = true)]
    [ArgumentCompleter(typeof(CaptureFileCompleter))]
    public TlsHandshake? Good { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (TlsHandshake bad in Bad)
        {
            if ((Good ?? HandshakeComparison.FindGood(bad)) is { } good)
            {
                WriteObject(HandshakeComparison.Of(good, bad));
            }
            else
            {
                WriteError(Errors.NoGoodHandshake(bad));
            }
        }
    }
}
