using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using TlsTools.X509;

namespace TlsTools.Probe;

/// <summary>
/// Asks servers themselves, with hellos of its own and without trusting what they answer. It connects to nothing but the target, one
/// connection at a time, and sends nothing but TLS and, where that is asked for, what a protocol has before it.
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
        TlsEndpoint endpoint = new()
        {
            ComputerName = target.ComputerName,
            Port = target.Port,
            ServerName = SniOf(target, options),
            Protocol = StartTlsProtocols.CarrierOf(options.Protocol),
            Outcome = EndpointOutcome.NameNotFound,
            Message = $"The name '{NameText.Neutralize(target.ComputerName)}' has no address.",
        };
        IReadOnlyList<IPAddress> addresses = Resolve(target.ComputerName, options.TimeLimit, cancellation);
        foreach (IPAddress address in addresses)
        {
            EndpointSession session = new(target, new IPEndPoint(address, target.Port), options, cancellation);
            endpoint = session.Examine(endpoint with { Address = address });
            if (session.IsConnected)
            {
                break;
            }
        }

        return endpoint;
    }

    /// <summary>Probes targets side by side, each over one connection at a time.</summary>
    /// <param name="requests">Where to connect, and how.</param>
    /// <param name="throttleLimit">How many targets at a time.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>One for each target, in their order, as soon as it is there.</returns>
    public static IEnumerable<TlsEndpoint> ProbeAll(IReadOnlyList<ProbeRequest> requests, int throttleLimit, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return Run();

        IEnumerable<TlsEndpoint> Run()
        {
            using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            TaskCompletionSource<TlsEndpoint>[] answers = [.. requests.Select(_ => new TaskCompletionSource<TlsEndpoint>(TaskCreationOptions.RunContinuationsAsynchronously))];
            int next = -1;
            for (int worker = 0; worker < Math.Min(throttleLimit, requests.Count); worker++)
            {
                // Threads of their own: they wait most of the time, and the pool grows slowly.
                _ = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }

            try
            {
                foreach (TaskCompletionSource<TlsEndpoint> answer in answers)
                {
                    yield return answer.Task.GetAwaiter().GetResult();
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
                        answers[index].SetResult(Probe(requests[index].Target, requests[index].Options, stop.Token));
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

    private static IReadOnlyList<IPAddress> Resolve(string name, TimeSpan timeLimit, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(name, out IPAddress? address))
        {
            return [address];
        }

        try
        {
            Task<IPAddress[]> resolving = Task.Run(() => Dns.GetHostAddressesAsync(name), cancellation);
            return resolving.Wait((int)timeLimit.TotalMilliseconds, cancellation) ? [.. resolving.Result.Take(MostAddresses)] : [];
        }
        catch (AggregateException wrapped) when (wrapped.InnerException is SocketException or ArgumentException)
        {
            return [];
        }
    }

    // Protects the time: of the addresses of a name that cannot be connected to, no more than these are tried.
    private const int MostAddresses = 4;
}
