using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Probe;

/// <summary>What a server can do besides versions, suites and certificates; <see langword="null"/> is what was not asked or cannot be told.</summary>
public sealed record EndpointFeatures
{
    /// <summary>Whether the master secret is bound to the handshake, before TLS 1.3 (RFC 7627).</summary>
    public bool? ExtendedMasterSecret { get; init; }

    /// <summary>Whether the server knows secure renegotiation, before TLS 1.3 (RFC 5746).</summary>
    public bool? SecureRenegotiation { get; init; }

    /// <summary>Whether the server compresses records, which lets secrets be guessed (CRIME); asked with everything.</summary>
    public bool? Compression { get; init; }

    /// <summary>Whether the server refuses a hello that says it fell back to an older version (TLS_FALLBACK_SCSV, RFC 7507); asked with everything, of servers of more than one version.</summary>
    public bool? FallbackProtection { get; init; }

    /// <summary>Whether a HelloRetryRequest was seen, with which a server of TLS 1.3 asks for a key in another group.</summary>
    public bool? HelloRetryRequest { get; init; }

    /// <summary>Whether the server resumes a session by its id, before TLS 1.3; asked with everything.</summary>
    public SessionResumption SessionId { get; init; }

    /// <summary>Whether the server resumes a session by a ticket, before TLS 1.3 (RFC 5077); asked with everything.</summary>
    public SessionResumption SessionTicket { get; init; }

    /// <summary>Whether the server gives tickets in TLS 1.3; asked with everything.</summary>
    public SessionResumption PreSharedKey { get; init; }

    /// <summary>The OCSP response that the server staples to its certificate; <see langword="null"/> where it staples none.</summary>
    public OcspStaple? OcspStaple { get; init; }

    /// <summary>Whether the server takes a hello that is as large as those with a post-quantum key, more than 1,400 bytes; asked with everything.</summary>
    public bool? LargeClientHello { get; init; }

    /// <summary>Whether it takes it when it comes in two segments with a pause between; asked with everything.</summary>
    public bool? LargeClientHelloInSegments { get; init; }

    /// <summary>Whether it takes it when it comes in two records; asked with everything.</summary>
    public bool? LargeClientHelloInRecords { get; init; }

    /// <summary>What is known, for instance <c>ExtendedMasterSecret: True; SessionId: Resumed</c>.</summary>
    public override string ToString() => string.Join(
        "; ",
        new (string Name, object? Value)[]
        {
            (nameof(ExtendedMasterSecret), ExtendedMasterSecret),
            (nameof(SecureRenegotiation), SecureRenegotiation),
            (nameof(Compression), Compression),
            (nameof(FallbackProtection), FallbackProtection),
            (nameof(HelloRetryRequest), HelloRetryRequest),
            (nameof(SessionId), SessionId),
            (nameof(SessionTicket), SessionTicket),
            (nameof(PreSharedKey), PreSharedKey),
            (nameof(OcspStaple), OcspStaple),
            (nameof(LargeClientHello), LargeClientHello),
            (nameof(LargeClientHelloInSegments), LargeClientHelloInSegments),
            (nameof(LargeClientHelloInRecords), LargeClientHelloInRecords),
        }.Where(feature => feature.Value is not (null or SessionResumption.Unknown)).Select(feature => $"{feature.Name}: {feature.Value}"));

    /// <summary>What is seen in attempts that were made for something else.</summary>
    internal static EndpointFeatures Seen(IReadOnlyList<TlsHandshake> answered)
    {
        TlsHandshake? old = answered.FirstOrDefault(attempt => attempt.Version is { IsTls13: false } version && version != ProtocolVersion.Ssl30 && attempt.ServerHello is { Fault: null });
        return new EndpointFeatures
        {
            ExtendedMasterSecret = old is null ? null : old.ServerHello!.Extension(ExtensionType.ExtendedMasterSecret) is not null,
            SecureRenegotiation = old is null ? null : old.ServerHello!.Extension(ExtensionType.RenegotiationInfo) is not null,
            HelloRetryRequest = answered.Any(attempt => attempt.Version is { IsTls13: true }) ? answered.Any(attempt => attempt.HelloRetryRequest) : null,
            OcspStaple = answered.Select(OcspStaple.Of).FirstOrDefault(staple => staple is not null),
        };
    }
}
