using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Extensions;
using TlsTools.Tls.Messages;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>What a server wants of a client certificate, from whatever source that is known.</summary>
public sealed record ClientCertificateRequest
{
    /// <summary>Where it is known from.</summary>
    public required string Source { get; init; }

    /// <summary>
    /// Whether the source shows that the server asked for no certificate. It stays <see langword="false"/> where the server may have asked unseen:
    /// encrypted in TLS 1.3 or in a renegotiation, or when the session was made that was resumed.
    /// </summary>
    public bool NotRequested { get; init; }

    /// <summary>The authorities that the server names; <see langword="null"/> when they are not known.</summary>
    public AcceptableAuthorityList? Authorities { get; init; }

    /// <summary>The kinds of certificate that the server takes; empty when they are not known, and in TLS 1.3, which has none.</summary>
    public IReadOnlyList<CertificateType> CertificateTypes { get; init; } = [];

    /// <summary>The schemes in which the client may sign; empty when they are not known, and before TLS 1.2, which has none.</summary>
    public IReadOnlyList<SignatureScheme> SignatureSchemes { get; init; } = [];

    /// <summary>The schemes in which the chain may be signed; empty when the server does not say, then the others hold for both.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2.3">RFC 8446, 4.2.3</seealso>
    public IReadOnlyList<SignatureScheme> CertificateSignatureSchemes { get; init; } = [];

    /// <summary>The negotiated version; <see langword="null"/> when it is not known.</summary>
    public ProtocolVersion? Version { get; init; }

    /// <summary>When the request was seen; <see langword="null"/> when that is not known.</summary>
    public DateTime? At { get; init; }

    /// <summary>The certificates that the same source shows.</summary>
    public IReadOnlyList<TlsCertificate> Certificates { get; init; } = [];

    /// <summary>OCSP responses that the ends sent along with their certificates.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2.1">RFC 8446, 4.4.2.1</seealso>
    public IReadOnlyList<OcspResponse> StapledResponses { get; init; } = [];

    /// <summary>Takes what a handshake shows.</summary>
    /// <param name="handshake">The handshake; one that shows no request gives one of which nothing is known.</param>
    public static ClientCertificateRequest FromHandshake(TlsHandshake handshake)
    {
        ArgumentNullException.ThrowIfNull(handshake);
        CertificateRequest? request = handshake.CertificateRequest;
        string source = $"{handshake.Source}#{handshake.Number}";
        TlsCertificate[] shown = [.. handshake.ServerCertificates ?? [], .. handshake.ClientCertificates ?? []];
        return new ClientCertificateRequest
        {
            Source = source,
            NotRequested = handshake.ClientAuthentication == ClientAuthentication.NotRequested && handshake.Resumed is not true && !IsRenegotiated(handshake),
            Authorities = handshake.AcceptableCA is { } names
                ? AcceptableAuthorityList.FromNames(names, source, request?.Body.Length).WithCertificates(shown, handshake.StartTime)
                : null,
            CertificateTypes = request?.CertificateTypes ?? [],
            SignatureSchemes = request?.SignatureSchemes ?? [],
            CertificateSignatureSchemes = request?.Extensions?.FirstOrDefault(extension => extension.Type == ExtensionType.SignatureAlgorithmsCert)
                is SignatureSchemeList list ? list.Schemes : [],
            Version = handshake.Version,
            At = handshake.StartTime,
            Certificates = shown,
            StapledResponses = Stapled(handshake),
        };
    }

    /// <summary>Says where it is known from and what it names.</summary>
    public override string ToString() => Authorities?.ToString() ?? $"request of {Source}";

    /// <summary>Whether the server sent more handshake messages under encryption than its Finished, which shows nothing but their lengths.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-7.4.1.1">RFC 5246, 7.4.1.1</seealso>
    private static bool IsRenegotiated(TlsHandshake handshake) =>
        Array.FindAll(handshake.AllMessages, static message => message is { Sender: Side.Server, Encrypted: true } && message.ContentType == ContentType.Handshake).Length > 1;

    /// <summary>What came in TLS 1.3 with each certificate, and before that in a message of the server.</summary>
    private static List<OcspResponse> Stapled(TlsHandshake handshake)
    {
        List<OcspResponse> stapled = [];
        foreach (TlsMessage message in handshake.AllMessages)
        {
            IEnumerable<byte[]> responses = message.Handshake switch
            {
                CertificateMessage { EntryExtensions: { } entries } => entries.SelectMany(extensions => extensions).OfType<CertificateStatusResponse>().SelectMany(extension => extension.Responses),
                CertificateStatus status => status.Responses,
                _ => [],
            };
            stapled.AddRange(responses.Where(response => response.Length > 0).Select(OcspResponse.FromDer));
        }

        return stapled;
    }
}
