using System.Collections.Generic;
using System.Linq;
using System.Security.Authentication;
using TlsTools.Tls;

namespace TlsTools.Probe.Platform;

/// <summary>What the platform's client is told.</summary>
/// <param name="ServerName">The name to ask for; empty for none.</param>
/// <param name="Alpn">The application protocols; empty to offer none.</param>
/// <param name="Versions">The versions that are tried; the platform has its own of which of them it takes.</param>
/// <param name="Identity">What it shows of itself; <see langword="null"/> for nothing.</param>
/// <param name="HttpHost">The host of the request that is sent behind the handshake; <see langword="null"/> to send none.</param>
internal sealed record PlatformOffer(string ServerName, IReadOnlyList<string> Alpn, IReadOnlyList<ProtocolVersion> Versions, TlsIdentity? Identity, string? HttpHost)
{
    /// <summary>The versions in the platform's terms: its own choice, unless only one of those that are in use is to be tried.</summary>
    public SslProtocols Protocols => (Versions.Contains(ProtocolVersion.Tls13), Versions.Contains(ProtocolVersion.Tls12)) switch
    {
        (true, false) => (SslProtocols)Tls13,
        (false, true) => SslProtocols.Tls12,
        _ => SslProtocols.None,
    };

    // Not every target has the name.
    private const int Tls13 = 12288;
}
