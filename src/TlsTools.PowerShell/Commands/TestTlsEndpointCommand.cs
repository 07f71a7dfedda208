using System;
using System.Collections.Generic;
using System.Management.Automation;
using TlsTools.Probe;

namespace TlsTools.Commands;

/// <summary>Asks servers themselves: versions, certificates, and what they want of client certificates.</summary>
/// <remarks>Without a default set: a handshake in the pipeline would be taken for a name, as anything has a text.</remarks>
[Cmdlet(VerbsDiagnostic.Test, "TlsEndpoint")]
[OutputType(typeof(TlsEndpoint), typeof(bool))]
public sealed class TestTlsEndpointCommand : ProbeCommand
{
    private readonly List<ProbeRequest> _requests = [];

    /// <summary>Application protocols to offer, the preferred first.</summary>
    [Parameter]
    public string[] Alpn { get; set; } = [];

    /// <summary>Find all cipher suites, groups and signature schemes, with a connection for each.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Only whether the target speaks TLS.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach ((ProbeTarget target, string? serverName) in ReadTargets())
        {
            _requests.Add(new ProbeRequest(target, Options with { ServerName = serverName, Alpn = Alpn, All = All }));
        }
    }

    // Only then it is known what can be done side by side.
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        int done = 0;
        ProgressRecord progress = new(1, "Asking servers", " ");
        try
        {
            foreach (TlsEndpoint endpoint in EndpointProber.ProbeAll(_requests, ThrottleLimit, StopToken))
            {
                WriteObject(Quiet ? endpoint.Outcome == EndpointOutcome.Reachable : endpoint);
                progress.StatusDescription = AllAddresses ? $"{++done} addresses of {_requests.Count} targets" : $"{++done} of {_requests.Count}";
                progress.PercentComplete = AllAddresses ? -1 : 100 * done / _requests.Count;
                if (_requests.Count > 1)
                {
                    WriteProgress(progress);
                }
            }
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            // The user wanted it.
        }
    }
}
