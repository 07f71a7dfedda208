using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using TlsTools.Handshakes;
using TlsTools.Probe;

namespace TlsTools.Commands;

/// <summary>What all cmdlets share that ask servers: targets, time limits, Ctrl-C.</summary>
public abstract class ProbeCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private ProbeProxy? _proxy;

    /// <summary>Servers: host, host:port, [address]:port.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = nameof(ComputerName))]
    [Alias("TargetName", "Host")]
    [ValidateNotNullOrEmpty]
    public string[] ComputerName { get; set; } = [];

    /// <summary>Handshakes, of which the server is asked again.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = nameof(InputObject))]
    [ValidateNotNull]
    public TlsHandshake[] InputObject { get; set; } = [];

    /// <summary>The port where a target names none; 443, or that of the protocol.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = nameof(ComputerName))]
    [ValidateRange(1, ushort.MaxValue)]
    public int Port { get; set; }

    /// <summary>The name to ask for (SNI); that of the target where it is left out, none where it is empty.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Sni")]
    [AllowEmptyString]
    public string? ServerName { get; set; }

    /// <summary>The protocol in which TLS is begun; TLS from the first byte where it is left out.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(StartTlsNames))]
    [ValidateStartTls]
    public string? Protocol { get; set; }

    /// <summary>Ask every address of a name.</summary>
    [Parameter]
    public SwitchParameter AllAddresses { get; set; }

    /// <summary>The HTTP proxy to connect through.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Proxy { get; set; }

    /// <summary>Name and password for the proxy, where it asks for them.</summary>
    [Parameter]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Seconds that each connection may take.</summary>
    [Parameter]
    [ValidateRange(1, 86_400)]
    public int TimeoutSeconds { get; set; } = (int)ProbeOptions.DefaultTimeLimit.TotalSeconds;

    /// <summary>Targets that are probed at a time.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = EndpointProber.DefaultThrottleLimit;

    private protected CancellationToken StopToken => _stopping.Token;

    private protected ProbeOptions Options => new()
    {
        Protocol = Protocol,
        AllAddresses = AllAddresses,
        Proxy = _proxy,
        TimeLimit = TimeSpan.FromSeconds(TimeoutSeconds),
        Clock = static () => DateTime.UtcNow,
    };

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Proxy is not null && !ProbeProxy.TryParse(Proxy, ProxyCredential?.GetNetworkCredential(), out _proxy))
        {
            ThrowTerminatingError(Errors.ProxyNotValid(Proxy));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>Ends what is under way.</summary>
    /// <param name="disposing">Whether the command is being disposed of in order.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stopping.Dispose();
        }
    }

    /// <summary>The targets of the record that came down the pipeline, each with the name to ask for.</summary>
    private protected IEnumerable<(ProbeTarget Target, string? ServerName)> ReadTargets()
    {
        string? given = MyInvocation.BoundParameters.ContainsKey(nameof(ServerName)) ? ServerName ?? string.Empty : null;
        if (ParameterSetName == nameof(InputObject))
        {
            foreach (TlsHandshake handshake in InputObject)
            {
                if (handshake.Server is { Port: > 0 } server)
                {
                    yield return (new ProbeTarget(server.Address.ToString(), server.Port), given ?? handshake.ServerName);
                }
            }

            yield break;
        }

        foreach (string text in ComputerName)
        {
            if (ProbeTarget.TryParse(text, Port > 0 ? Port : StartTlsProtocols.DefaultPort(Protocol), out ProbeTarget target))
            {
                yield return (target, given);
            }
            else
            {
                WriteError(Errors.TargetNotValid(text));
            }
        }
    }
}
