using System;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.X509;

namespace TlsTools.Probe;

/// <summary>The OCSP response that a server sent along with its certificate. Its signature is not checked.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6066#section-8">RFC 6066, 8</seealso>
public sealed record OcspStaple
{
    /// <summary>How the responder took the question; <see langword="null"/> where the response cannot be read.</summary>
    public OcspResponseStatus? ResponseStatus { get; init; }

    /// <summary>What it says of the server's certificate; <see langword="null"/> where it says nothing of it.</summary>
    public OcspCertificateStatus? CertificateStatus { get; init; }

    /// <summary>When this was known to be so, in UTC.</summary>
    public DateTime? ThisUpdate { get; init; }

    /// <summary>By when newer information will be there, in UTC; <see langword="null"/> where that is not said.</summary>
    public DateTime? NextUpdate { get; init; }

    /// <summary>Says it in one word: <c>Good</c>, <c>Revoked</c>, <c>TryLater</c> …</summary>
    public override string ToString() => CertificateStatus?.ToString() ?? ResponseStatus?.ToString() ?? "unreadable";

    /// <summary>The staple of an attempt; <see langword="null"/> where there is none.</summary>
    internal static OcspStaple? Of(TlsHandshake attempt)
    {
        if (StapledStatement.Response(attempt) is not { Length: > 0 } encoded)
        {
            return null;
        }

        OcspResponse response = OcspResponse.FromDer(encoded);
        OcspSingleResponse? own = StapledStatement.Of(attempt);
        return new OcspStaple { ResponseStatus = response.Status, CertificateStatus = own?.Status, ThisUpdate = own?.ThisUpdate, NextUpdate = own?.NextUpdate };
    }
}
