using System.Collections.Generic;
using System.Net;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.X509;

namespace TlsTools.Probe;

/// <summary>What a client did on one connection to a listener that asked it for a certificate.</summary>
public sealed record TlsClientReport
{
    /// <summary>The client's end of the connection.</summary>
    public required IPEndPoint Client { get; init; }

    /// <summary>The name that it asked for; <see langword="null"/> for none.</summary>
    public string? ServerName => Handshake.ServerName;

    /// <summary>The version that was agreed; <see langword="null"/> where it did not come to that.</summary>
    public ProtocolVersion? Version => Handshake.Version;

    /// <summary>How it answered the request.</summary>
    public required ClientCertificateReply Reply { get; init; }

    /// <summary>The certificates that it sent, its own first; empty where it sent none, <see langword="null"/> where it did not answer.</summary>
    public IReadOnlyList<TlsCertificate>? Certificates => Handshake.ClientCertificates;

    /// <summary>The authority of the list to which what it sent leads; <see langword="null"/> where it leads to none.</summary>
    public DistinguishedName? MatchedAuthority { get; init; }

    /// <summary>Whether it proved that it has the certificate's key; <see langword="null"/> where it sent none, or this platform cannot tell.</summary>
    public bool? IsSignatureValid { get; init; }

    /// <summary>What it did, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What was on the wire.</summary>
    public required TlsHandshake Handshake { get; init; }

    /// <summary>The id of the finding that names why it failed; <see langword="null"/> where there is none.</summary>
    public string? Cause => Handshake.Cause;

    /// <summary>What was found, the most severe first.</summary>
    public IReadOnlyList<Finding> Findings => Handshake.Findings;

    /// <summary>Says it in one line, for instance <c>127.0.0.1:50000 Sent CN=client</c>.</summary>
    public override string ToString() => $"{Client} {Reply} {(Certificates is [var leaf, ..] ? leaf.Subject : null)}".TrimEnd();
}
