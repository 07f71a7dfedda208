using System;
using System.Collections.Generic;
using System.Net;
using System.Threading.Tasks;
using TlsTools.Tls;

namespace TlsTools.Probe;

/// <summary>How targets are probed.</summary>
public sealed record ProbeOptions
{
    /// <summary>The name to send as SNI; <see langword="null"/> for the target's own, empty for none.</summary>
    public string? ServerName { get; init; }

    /// <summary>The protocol in which TLS is begun, one of <see cref="StartTlsProtocols.Names"/>; <see langword="null"/> for TLS from the first byte.</summary>
    public string? Protocol { get; init; }

    /// <summary>The application protocols to offer; empty to offer none.</summary>
    public IReadOnlyList<string> Alpn { get; init; } = [];

    /// <summary>The versions that are tried, SSL 3.0 to TLS 1.3.</summary>
    public IReadOnlyList<ProtocolVersion> Versions { get; init; } = AllVersions;

    /// <summary>Whether to find out all suites, groups and signature schemes, which takes a connection for each.</summary>
    public bool All { get; init; }

    /// <summary>Whether to probe every address of the target's name, and not only the first that can be connected to.</summary>
    public bool AllAddresses { get; init; }

    /// <summary>The proxy through which the target is reached, which then also finds the address of its name; <see langword="null"/> for none.</summary>
    public ProbeProxy? Proxy { get; init; }

    /// <summary>Finds the addresses of a name; that of the system unless said otherwise.</summary>
    internal Func<string, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>What to show the server of a client, with the platform's own TLS; <see langword="null"/> to show nothing.</summary>
    public TlsIdentity? Identity { get; init; }

    /// <summary>
    /// Whether the server is to be asked for its first page in HTTP, where that tells what it wants of clients; <see langword="null"/> to do
    /// so where the port is one of HTTPS or the server chooses HTTP by ALPN.
    /// </summary>
    public bool? Http { get; init; }

    /// <summary>Keeps what is on the wire of every connection; <see langword="null"/> to keep nothing.</summary>
    public ProbeCapture? Capture { get; init; }

    /// <summary>How long each connection may take from beginning to end.</summary>
    public TimeSpan TimeLimit { get; init; } = DefaultTimeLimit;

    /// <summary>Tells the time in UTC, at which certificates are judged.</summary>
    public required Func<DateTime> Clock { get; init; }

    /// <summary>All versions that begin with a record, the newest first.</summary>
    public static IReadOnlyList<ProtocolVersion> AllVersions => OfferLists.Versions;

    /// <summary>How long a connection may take unless said otherwise: 10 seconds.</summary>
    public static TimeSpan DefaultTimeLimit { get; } = TimeSpan.FromSeconds(10);
}
