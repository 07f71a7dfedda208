using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Extensions;
using TlsTools.Tls.Messages;
using TlsTools.X509;

namespace TlsTools.Diagnosis;

/// <summary>What the OCSP response says that a server sent along with its certificate.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6066#section-8">RFC 6066, 8</seealso>
internal static class StapledStatement
{
    /// <summary>The statement about the server's own certificate; null where there is none. Its signature is not checked.</summary>
    public static OcspSingleResponse? Of(TlsHandshake handshake)
    {
        if (handshake.ServerCertificates is not { Count: > 0 } sent || Response(handshake) is not { Length: > 0 } encoded)
        {
            return null;
        }

        foreach (OcspSingleResponse response in OcspResponse.FromDer(encoded).Responses)
        {
            if (response.SerialNumber == sent[0].SerialNumber)
            {
                return response;
            }
        }

        return null;
    }

    /// <summary>The response as sent; null where there is none.</summary>
    public static byte[]? Response(TlsHandshake handshake)
    {
        if (handshake.Find<CertificateStatus>(Side.Server, HandshakeType.CertificateStatus) is { Responses: [{ } first, ..] })
        {
            return first;
        }

        IReadOnlyList<TlsExtension> extensions = handshake.ServerCertificateMessage?.EntryExtensions is { Count: > 0 } entries ? entries[0] : [];
        foreach (TlsExtension extension in extensions)
        {
            if (extension is CertificateStatusResponse { Responses: [{ } stapled, ..] })
            {
                return stapled;
            }
        }

        return null;
    }
}
