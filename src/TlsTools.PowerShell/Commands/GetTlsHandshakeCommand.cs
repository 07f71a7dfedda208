using System.Management.Automation;
using System.Net;
using TlsTools.Handshakes;

namespace TlsTools.Commands;

/// <summary>Gets the TLS connection attempts found in capture files.</summary>
[Cmdlet(VerbsCommon.Get, "TlsHandshake", DefaultParameterSetName = nameof(Path))]
[OutputType(typeof(TlsHandshake))]
public sealed class GetTlsHandshakeCommand : CaptureCommand
{
    private int _written;

    /// <summary>Only attempts in which the client asked for a name that this wildcard pattern matches.</summary>
    [Parameter]
    [Alias("Sni")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ServerNameCompleter))]
    public string? ServerName { get; set; }

    /// <summary>Only attempts from or to one of these addresses.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AddressCompleter))]
    public IPAddress[] Address { get; set; } = [];

    /// <summary>Only attempts from or to this port.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    [ArgumentCompleter(typeof(PortCompleter))]
    public int Port { get; set; }

    /// <summary>Only attempts that failed, or in which an alert was sent.</summary>
    [Parameter]
    public SwitchParameter Failed { get; set; }

    /// <summary>Stop after this many handshakes, over all files.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; }

    private protected override bool HasEnough => First > 0 && _written >= First;

    private protected override void ReadCapture(string file)
    {
        TlsCaptureOptions options = OptionsFor(file) with
        {
            ServerName = ServerName is null ? [] : [ServerName],
            Address = Address,
            Port = Port == 0 ? [] : [Port],
            FailedOnly = Failed,
            First = First > 0 ? First - _written : null,
        };
        foreach (TlsHandshake handshake in TlsCapture.ReadHandshakes(file, options, StopToken))
        {
            _written++;
            WriteObject(handshake);
        }
    }
}
