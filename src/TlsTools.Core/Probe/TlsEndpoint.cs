using System.Collections.Generic;
using System.Net;
using TlsTools.ClientAuth;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.X509;

namespace TlsTools.Probe;

/// <summary>What a probe learned of one target. A failure is an outcome here, never an exception.</summary>
public sealed record TlsEndpoint
{
    /// <summary>The name or address that was asked for.</summary>
    public required string ComputerName { get; init; }

    /// <summary>The address that was connected to; <see langword="null"/> where the name has none, or a proxy looked for it.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The TCP port.</summary>
    public required int Port { get; init; }

    /// <summary>The name that was sent as SNI; <see langword="null"/> where none was.</summary>
    public string? ServerName { get; init; }

    /// <summary>What carried TLS: <c>Tcp</c>, <c>StartTls/smtp</c> …</summary>
    public required string Protocol { get; init; }

    /// <summary>What became of it.</summary>
    public required EndpointOutcome Outcome { get; init; }

    /// <summary>The outcome in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>The versions that the server takes, the newest first.</summary>
    public IReadOnlyList<ProtocolVersion> Versions { get; init; } = [];

    /// <summary>The cipher suites by version; empty unless everything was asked for.</summary>
    public IReadOnlyList<VersionCipherSuites> CipherSuites { get; init; } = [];

    /// <summary>The groups, those of TLS 1.3 first, in the server's order where it has one; without enumeration those that were agreed.</summary>
    public IReadOnlyList<NamedGroup> Groups { get; init; } = [];

    /// <summary>The schemes with which the server signs, in its order where it has one; without enumeration those that it signed with.</summary>
    public IReadOnlyList<SignatureScheme> SignatureSchemes { get; init; } = [];

    /// <summary>The application protocol that the server chose; <see langword="null"/> for none.</summary>
    public string? Alpn { get; init; }

    /// <summary>The server's certificates as sent, its own first; <see langword="null"/> where none were seen.</summary>
    public IReadOnlyList<TlsCertificate>? ServerCertificates { get; init; }

    /// <summary>The certificates that the server has for the name, each judged: the one that was sent first, and those for other kinds of keys where everything was asked for.</summary>
    public IReadOnlyList<EndpointChain> CertificateChains { get; init; } = [];

    /// <summary>What the server does under the given name, under none and under a wrong one; empty unless everything was asked for.</summary>
    public IReadOnlyList<ServerNameAnswer> ServerNames { get; init; } = [];

    /// <summary>The application protocols that the server takes, in its order; empty unless everything was asked for.</summary>
    public IReadOnlyList<string> ApplicationProtocols { get; init; } = [];

    /// <summary>What else the server can do; <see langword="null"/> where it chose no version.</summary>
    public EndpointFeatures? Features { get; init; }

    /// <summary>Whether the server asks for a client certificate, and whether it goes on without.</summary>
    public ClientCertificateDemand ClientAuthentication { get; init; }

    /// <summary>What the server does with the client certificate that was given, and without; <see langword="null"/> where none was given.</summary>
    public ClientCertificateTrial? ClientCertificate { get; init; }

    /// <summary>The authorities that the server names in its request; empty when it names none, <see langword="null"/> when it does not ask.</summary>
    public IReadOnlyList<DistinguishedName>? AcceptableCA { get; init; }

    /// <summary>The attempts: the one from which most was learned first, then one for each other version. Those of an enumeration are not kept.</summary>
    public IReadOnlyList<TlsHandshake> Handshakes { get; init; } = [];

    /// <summary>In what this address of a name differs from the others; empty where in nothing, <see langword="null"/> unless all addresses were asked for.</summary>
    public IReadOnlyList<EndpointDifference>? Differences { get; init; }

    /// <summary>The id of the finding that names why the first attempt failed; <see langword="null"/> where there is none.</summary>
    public string? Cause => Handshakes is [var first, ..] ? first.Cause : null;

    /// <summary>What was found in the first attempt, the most severe first.</summary>
    public IReadOnlyList<Finding> Findings => Handshakes is [var first, ..] ? first.Findings : [];

    /// <summary>What the server wants of client certificates; <see langword="null"/> where no attempt shows a request.</summary>
    public ClientCertificateRequest? ToRequest()
    {
        foreach (TlsHandshake attempt in Handshakes)
        {
            if (attempt.AcceptableCA is not null)
            {
                return ClientCertificateRequest.FromHandshake(attempt);
            }
        }

        return null;
    }

    /// <summary>Says it in one line, for instance <c>host.example:443 Reachable TLS 1.3, TLS 1.2, client certificate Optional</c>.</summary>
    public override string ToString() => Outcome == EndpointOutcome.Reachable
        ? $"{ComputerName}:{Port} {Outcome} {string.Join(", ", Versions)}, client certificate {ClientAuthentication}"
        : $"{ComputerName}:{Port} {Outcome}";
}
