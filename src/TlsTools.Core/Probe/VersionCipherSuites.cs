using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Probe;

/// <summary>What a server takes in one version: suites, and groups and signature schemes.</summary>
public sealed record VersionCipherSuites
{
    /// <summary>The version.</summary>
    public required ProtocolVersion Version { get; init; }

    /// <summary>The suites: in the server's order, where <see cref="IsServerOrder"/>, otherwise in the order in which they were offered.</summary>
    public required IReadOnlyList<CipherSuite> CipherSuites { get; init; }

    /// <summary>Whether the server goes by an order of its own; <see langword="null"/> where it takes one suite only, or none.</summary>
    public required bool? IsServerOrder { get; init; }

    /// <summary>The groups, in the server's order where it has one; empty before TLS 1.2, where they are not asked for.</summary>
    public IReadOnlyList<NamedGroup> Groups { get; init; } = [];

    /// <summary>The schemes with which the server signs, in its order where it has one; empty before TLS 1.2, where there are none.</summary>
    public IReadOnlyList<SignatureScheme> SignatureSchemes { get; init; } = [];

    /// <summary>Says it in one line, for instance <c>TLS 1.2: TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, …</c>.</summary>
    public override string ToString() => $"{Version}: {string.Join(", ", CipherSuites)}";
}
