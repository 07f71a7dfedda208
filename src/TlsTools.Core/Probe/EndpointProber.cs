using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using TlsTools.X509;

namespace TlsTools.Probe;

/// <summary>
/// Asks servers themselves, with hellos of its own and without trusting what they answer. It connects to nothing but the target, or the
/// proxy that is given, one connection at a time, and sends nothing but TLS and, where that is asked for, what a protocol has before it.
/// </summary>
public static class EndpointProber
{
    /// <summary>Probes one target.</summary>
    /// <param name="target">Where to connect.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ArgumentException">The protocol is none in which TLS can be begun.</exception>
    /// <exception cref="OperationCanceledException">It was ended from outside.</exception>
    public static TlsEndpoint Probe(ProbeTarget target, ProbeOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        TlsEndpoint endpoint = Unknown(target, options);

        // A proxy finds the address of the target itself, so nobody here needs to know it.
        foreach (IPAddress way in TargetAddresses.Find(Place(target, options), options, cancellation))
        {
            (endpoint, bool isConnected) = Examine(target, options.Proxy is null ? way : null, way, options, cancellation);
            if (isConnected)
            {
                break;
            }
        }

        return endpoint;
    }

    /// <summary>Probes every address of a target's name, one after the other, and notes in what they differ.</summary>
    /// <param name="target">Where to connect.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>One for each address; one without an address where the name has none.</returns>
    /// <exception cref="ArgumentException">The protocol is none in which TLS can be begun.</exception>
    /// <exception cref="OperationCanceledException">It was ended from outside.</exception>
    public static IReadOnlyList<TlsEndpoint> ProbeAddresses(ProbeTarget target, ProbeOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        options = options with { AllAddresses = true };
        IReadOnlyList<IPAddress> nodes = TargetAddresses.Find(target.ComputerName, options, cancellation);
        IPAddress? proxy = options.Proxy is null ? null : TargetAddresses.Find(Place(target, options), options, cancellation) is [var first, ..] ? first : null;
        return FarmComparison.Compare(nodes.Count == 0 || (proxy is null && options.Proxy is not null)
            ? [Unknown(target, options)]
            : [.. nodes.Select(node => Examine(target, node, proxy ?? node, options, cancellation).Endpoint)]);
    }

    /// <summary>Probes targets side by side, each over one connection at a time.</summary>
    /// <param name="requests">Where to connect, and how.</param>
    /// <param name="throttleLimit">How many targets at a time.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>One for each target, or for each address of it, in their order, as soon as it is there.</returns>
    public static IEnumerable<TlsEndpoint> ProbeAll(IReadOnlyList<ProbeRequest> requests, int throttleLimit, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return Run();

        IEnumerable<TlsEndpoint> Run()
        {
            using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            TaskCompletionSource<IReadOnlyList<TlsEndpoint>>[] answers = [.. requests.Select(_ => new TaskCompletionSource<IReadOnlyList<TlsEndpoint>>(TaskCreationOptions.RunContinuationsAsynchronously))];
            int next = -1;
            for (int worker = 0; worker < Math.Min(throttleLimit, requests.Count); worker++)
            {
                // Threads of their own: they wait most of the time, and the pool grows slowly.
                _ = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }

            try
            {
                foreach (TaskCompletionSource<IReadOnlyList<TlsEndpoint>> answer in answers)
                {
                    foreach (TlsEndpoint endpoint in answer.Task.GetAwaiter().GetResult())
                    {
                        yield return endpoint;
                    }
                }
            }
            finally
            {
                stop.Cancel();
            }

            void Work()
            {
                for (int index = Interlocked.Increment(ref next); index < answers.Length; index = Interlocked.Increment(ref next))
                {
                    try
                    {
                        ProbeRequest request = requests[index];
                        answers[index].SetResult(request.Options.AllAddresses
                            ? ProbeAddresses(request.Target, request.Options, stop.Token)
                            : [Probe(request.Target, request.Options, stop.Token)]);
                    }
                    catch (Exception failure)
                    {
                        answers[index].SetException(failure);
                    }
                }
            }
        }
    }

    /// <summary>How many targets are probed at a time unless said otherwise: 16.</summary>
    public const int DefaultThrottleLimit = 16;

    private static string? SniOf(ProbeTarget target, ProbeOptions options) => options.ServerName is { } given ? given.Length == 0 ? null : given
        : IPAddress.TryParse(target.ComputerName, out _) ? null
        : target.ComputerName;

    private static string Place(ProbeTarget target, ProbeOptions options) => (options.Proxy?.Place ?? target).ComputerName;

    private static TlsEndpoint Unknown(ProbeTarget target, ProbeOptions options) => new()
    {
        ComputerName = target.ComputerName,
        Port = target.Port,
        ServerName = SniOf(target, options),
        Protocol = StartTlsProtocols.CarrierOf(options.Protocol, options.Proxy),
        Outcome = EndpointOutcome.NameNotFound,
        Message = options.Proxy is null
            ? $"The name '{NameText.Neutralize(target.ComputerName)}' has no address."
            : $"The name '{NameText.Neutralize(target.ComputerName)}', or that of the proxy {options.Proxy}, has no address.",
    };

    /// <param name="target">What the user named.</param>
    /// <param name="node">The target's address, where it is known.</param>
    /// <param name="way">Where to connect: that address, or the proxy's.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Ends it.</param>
    private static (TlsEndpoint Endpoint, bool IsConnected) Examine(
        ProbeTarget target, IPAddress? node, IPAddress way, ProbeOptions options, CancellationToken cancellation)
    {
        IPEndPoint end = new(way, options.Proxy?.Place.Port ?? target.Port);
        ProbeTarget place = options.AllAddresses && node is not null ? target with { ComputerName = node.ToString() } : target;
        EndpointSession session = new(target, end, new ProbeRoute(target, end, place, options, cancellation), options);
        return (session.Examine(Unknown(target, options) with { Address = node }), session.IsConnected);
    }
}
