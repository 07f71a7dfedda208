using System.Net;
using System.Threading;

namespace TlsTools.Probe;

/// <summary>The way to where TLS begins: a connection, through a proxy where one is given, and what a protocol has before TLS.</summary>
/// <param name="target">What the user named.</param>
/// <param name="address">Where to connect: the target, or the proxy.</param>
/// <param name="place">What the proxy is told.</param>
/// <param name="options">How.</param>
/// <param name="cancellation">Ends it.</param>
internal sealed class ProbeRoute(ProbeTarget target, IPEndPoint address, ProbeTarget place, ProbeOptions options, CancellationToken cancellation)
{
    private readonly ProxyTunnel? _tunnel = options.Proxy is { } proxy ? new ProxyTunnel(proxy, place) : null;

    /// <summary>What the handshakes call their carrier: as with captures, what stood last before TLS.</summary>
    public string Carrier => StartTlsProtocols.CarrierOf(options.Protocol, options.Proxy);

    /// <summary>What stood against TLS on the latest connection; <see langword="null"/> for nothing.</summary>
    public (EndpointOutcome Outcome, string Message)? Refusal { get; private set; }

    /// <summary>Connects.</summary>
    public RecordedConnection Open()
    {
        Refusal = null;
        RecordedConnection connection = Connect();
        if (Refusal is null && connection.State == ConnectionState.Open
            && StartTlsProtocols.TryBegin(options.Protocol, connection, target.ComputerName) is { } said)
        {
            // Silence refuses nothing.
            Refusal = connection.State == ConnectionState.TimedOut ? null : (EndpointOutcome.StartTlsRefused, said);
        }

        return connection;
    }

    private RecordedConnection Connect()
    {
        if (_tunnel is null)
        {
            return ConnectDirectly();
        }

        RecordedConnection connection = _tunnel.Open(ConnectDirectly, out string? refusal);
        Refusal = refusal is null ? null : (EndpointOutcome.ProxyRefused, refusal);
        return connection;
    }

    private RecordedConnection ConnectDirectly() => RecordedConnection.Connect(address, options.TimeLimit, options.Clock(), options.Capture, cancellation);
}
