using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace TlsTools.Probe;

/// <summary>Finds the addresses of a name.</summary>
internal static class TargetAddresses
{
    /// <summary>The addresses, in the order in which the system gives them; none where the name has none or nobody told in time.</summary>
    /// <param name="name">A name or an address.</param>
    /// <param name="options">How the name is asked for, and how long.</param>
    /// <param name="cancellation">Ends it.</param>
    public static IReadOnlyList<IPAddress> Find(string name, ProbeOptions options, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(name, out IPAddress? address))
        {
            return [address];
        }

        try
        {
            Task<IPAddress[]> resolving = Task.Run(() => options.Resolve(name), cancellation);
            return resolving.Wait((int)options.TimeLimit.TotalMilliseconds, cancellation)
                ? [.. resolving.Result.Distinct().Take(options.AllAddresses ? MostNodes : MostAddresses)]
                : [];
        }
        catch (AggregateException wrapped) when (wrapped.InnerException is SocketException or ArgumentException)
        {
            return [];
        }
    }

    // Protects the time: of the addresses of a name that cannot be connected to, no more than these are tried.
    private const int MostAddresses = 4;

    // Protects the time and the farm: the most nodes that anybody's answer holds is a few dozen.
    private const int MostNodes = 64;
}
