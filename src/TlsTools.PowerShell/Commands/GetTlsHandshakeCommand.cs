using System;
using System.Linq;
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

    /// <summary>Only attempts in which one of these versions was negotiated; wildcard patterns.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(VersionNames))]
    public string[] Version { get; set; } = [];

    /// <summary>Only attempts in which one of these cipher suites was negotiated; wildcard patterns.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(CipherSuiteNames))]
    public string[] CipherSuite { get; set; } = [];

    /// <summary>Only attempts with one of these alerts; wildcard patterns.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AlertNames))]
    public string[] Alert { get; set; } = [];

    /// <summary>Only attempts that failed for one of these causes; wildcard patterns.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(CauseNames))]
    public string[] Cause { get; set; } = [];

    /// <summary>Stop after this many handshakes, over all files.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Version = [.. Version.Select(version => version.Length > 0 && version[0] is >= '0' and <= '9' ? $"TLS {version}" : version)];
        WarnOfUnknown(nameof(Version), Version, new VersionNames());
        WarnOfUnknown(nameof(CipherSuite), CipherSuite, new CipherSuiteNames());
        WarnOfUnknown(nameof(Alert), Alert, new AlertNames());
        WarnOfUnknown(nameof(Cause), Cause, new CauseNames());
    }

    // A name that was mistyped would look like a capture in which all is well. Codes without a name are written as 0x1a1a.
    private void WarnOfUnknown(string parameter, string[] patterns, NameCompleter names)
    {
        foreach (string pattern in patterns.Where(pattern => !pattern.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && !names.Knows(pattern)))
        {
            WriteWarning($"-{parameter} '{pattern}' matches none of the names that there are; Tab completes them.");
        }
    }

    private protected override bool HasEnough => First > 0 && _written >= First;

    private protected override void ReadCapture(string file)
    {
        TlsCaptureOptions options = OptionsFor(file) with
        {
            ServerName = ServerName is null ? [] : [ServerName],
            Address = Address,
            Port = Port == 0 ? [] : [Port],
            FailedOnly = Failed,
            First = First > 0 && !HasPatterns ? First - _written : null,
        };
        foreach (TlsHandshake handshake in TlsCapture.ReadHandshakes(file, options, StopToken))
        {
            if (HasPatterns && !IsWanted(handshake))
            {
                continue;
            }

            _written++;
            WriteObject(handshake);
            if (HasEnough)
            {
                break;
            }
        }
    }

    private bool HasPatterns => Version.Length + CipherSuite.Length + Alert.Length + Cause.Length > 0;

    private bool IsWanted(TlsHandshake handshake) =>
        Matches(Version, handshake.Version?.ToString())
        && Matches(CipherSuite, handshake.CipherSuite?.ToString())
        && (Alert.Length == 0 || handshake.Alerts.Any(alert => Matches(Alert, alert.Description)))
        && Matches(Cause, Cause.Length == 0 ? null : handshake.Cause);

    private static bool Matches(string[] patterns, string? value) =>
        patterns.Length == 0 || (value is not null && patterns.Any(pattern => new WildcardPattern(pattern, WildcardOptions.IgnoreCase).IsMatch(value)));
}
