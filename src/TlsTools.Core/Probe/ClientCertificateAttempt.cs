using TlsTools.Handshakes;
using TlsTools.X509;

namespace TlsTools.Probe;

/// <summary>One connection of the platform's own TLS to a server, with a client certificate or without.</summary>
public sealed record ClientCertificateAttempt
{
    /// <summary>The certificate that the client was given; <see langword="null"/> for none.</summary>
    public TlsCertificate? Certificate { get; init; }

    /// <summary>Whether the client sent it; <see langword="null"/> where the records that would show it are closed.</summary>
    public bool? WasSent { get; init; }

    /// <summary>What the server did.</summary>
    public required ClientCertificateAnswer Answer { get; init; }

    /// <summary>The alert that refused the client, by its registered name, also where only the platform could read it; <see langword="null"/> for none.</summary>
    public string? Alert { get; init; }

    /// <summary>The status with which the server answered in HTTP; <see langword="null"/> where HTTP was not spoken.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>What the server did, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What was on the wire.</summary>
    public required TlsHandshake Handshake { get; init; }

    /// <summary>Whether the server took leave in order.</summary>
    internal bool IsLeaveTaken { get; init; }

    /// <summary>Says it in one line, for instance <c>with CN=client: RefusedByAlert unknown_ca</c>.</summary>
    public override string ToString() => $"{(Certificate is null ? "without a certificate" : $"with {Certificate.Subject}")}: {Answer} {Alert ?? HttpStatus?.ToString(System.Globalization.CultureInfo.InvariantCulture)}".TrimEnd();
}
