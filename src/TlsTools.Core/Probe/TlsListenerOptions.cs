using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using TlsTools.ClientAuth;
using TlsTools.Tls;
using TlsTools.X509;

namespace TlsTools.Probe;

/// <summary>How a listener asks its clients.</summary>
public sealed record TlsListenerOptions
{
    /// <summary>Where it listens; loopback unless said otherwise.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The TCP port; 0 for any that is free.</summary>
    public int Port { get; init; }

    /// <summary>The certificate that it shows; <see langword="null"/> for one made for the run, which nobody trusts.</summary>
    public TlsIdentity? Identity { get; init; }

    /// <summary>The authorities that it names; empty to name none, which clients take for any.</summary>
    public IReadOnlyList<DistinguishedName> Authorities { get; init; } = [];

    /// <summary>The signature schemes that it takes of clients.</summary>
    public IReadOnlyList<SignatureScheme> SignatureSchemes { get; init; } = DefaultSignatureSchemes;

    /// <summary>The kinds of certificates that it takes, before TLS 1.3.</summary>
    public IReadOnlyList<CertificateType> CertificateTypes { get; init; } = DefaultCertificateTypes;

    /// <summary>The versions that it speaks, of TLS 1.3 and TLS 1.2.</summary>
    public IReadOnlyList<ProtocolVersion> Versions { get; init; } = DefaultVersions;

    /// <summary>Keeps what is on the wire of every connection; <see langword="null"/> to keep nothing.</summary>
    public ProbeCapture? Capture { get; init; }

    /// <summary>How long each connection may take from beginning to end.</summary>
    public TimeSpan TimeLimit { get; init; } = ProbeOptions.DefaultTimeLimit;

    /// <summary>Tells the time in UTC.</summary>
    public required Func<DateTime> Clock { get; init; }

    /// <summary>TLS 1.3 and TLS 1.2.</summary>
    public static IReadOnlyList<ProtocolVersion> DefaultVersions { get; } = [ProtocolVersion.Tls13, ProtocolVersion.Tls12];

    /// <summary>The schemes of TLS 1.3, those that TLS 1.2 has beside them, and Ed25519.</summary>
    public static IReadOnlyList<SignatureScheme> DefaultSignatureSchemes { get; } =
        [.. OfferLists.SignatureSchemes.Where(scheme => !scheme.ToString().Contains("sha1") && !scheme.ToString().Contains("sha224") && !scheme.ToString().StartsWith("dsa", StringComparison.Ordinal))];

    /// <summary>RSA and elliptic curves.</summary>
    public static IReadOnlyList<CertificateType> DefaultCertificateTypes { get; } = [CertificateType.RsaSign, CertificateType.EcdsaSign];

    /// <summary>Asks as another server asks: its authorities, schemes and kinds, as far as they are known.</summary>
    /// <param name="request">What that server wants.</param>
    public TlsListenerOptions Like(ClientCertificateRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return this with
        {
            Authorities = request.Authorities?.Authorities.Select(authority => authority.Name).ToArray() ?? Authorities,
            SignatureSchemes = request.SignatureSchemes.Count > 0 ? request.SignatureSchemes : SignatureSchemes,
            CertificateTypes = request.CertificateTypes.Count > 0 ? request.CertificateTypes : CertificateTypes,
        };
    }
}
