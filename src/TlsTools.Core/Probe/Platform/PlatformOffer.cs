using System.Collections.Generic;

namespace TlsTools.Probe.Platform;

/// <summary>What the platform's client is told.</summary>
/// <param name="ServerName">The name to ask for; empty for none.</param>
/// <param name="Alpn">The application protocols; empty to offer none.</param>
/// <param name="Identity">What it shows of itself; <see langword="null"/> for nothing.</param>
/// <param name="HttpHost">The host of the request that is sent behind the handshake; <see langword="null"/> to send none.</param>
internal sealed record PlatformOffer(string ServerName, IReadOnlyList<string> Alpn, TlsIdentity? Identity, string? HttpHost);
