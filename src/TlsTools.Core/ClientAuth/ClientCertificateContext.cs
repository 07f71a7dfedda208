using System;
using System.Collections.Generic;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>Against what a client certificate is tested.</summary>
public sealed record ClientCertificateContext
{
    /// <summary>What the server wants.</summary>
    public required ClientCertificateRequest Request { get; init; }

    /// <summary>The time for which validity is judged, in UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>The certificates that the server trusts; <see langword="null"/> when they are not known.</summary>
    public IReadOnlyList<TlsCertificate>? TrustAnchors { get; init; }

    /// <summary>Further certificates at hand from which paths can be built.</summary>
    public IReadOnlyList<TlsCertificate> OtherCertificates { get; init; } = [];

    /// <summary>Revocation lists at hand.</summary>
    public IReadOnlyList<CertificateRevocationList> RevocationLists { get; init; } = [];

    /// <summary>OCSP responses at hand.</summary>
    public IReadOnlyList<OcspResponse> OcspResponses { get; init; } = [];

    /// <summary>Whom to ask about every certificate of the path, for instance over the network; <see langword="null"/> to ask nobody.</summary>
    public IRevocationSource? RevocationSource { get; init; }

    /// <summary>The client stacks to judge for; empty means all.</summary>
    public IReadOnlyList<TlsImplementation> Stacks { get; init; } = [];
}
