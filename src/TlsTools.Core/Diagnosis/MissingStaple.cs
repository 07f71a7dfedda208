using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Extensions;

namespace TlsTools.Diagnosis;

/// <summary>Whether a server left out the statement of its authority (OCSP) that its own certificate demands.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc7633#section-4.2.3">RFC 7633, 4.2.3</seealso>
internal static class MissingStaple
{
    /// <summary>Whether the client asked for the statement, the certificate demands it, and the whole flight of the server has none.</summary>
    public static bool IsIn(TlsHandshake handshake)
    {
        if (handshake.ServerCertificates is not { Count: > 0 } sent
            || !ChainTraits.DemandsStaple(sent[0])
            || handshake.ClientHello?.Extension(ExtensionType.StatusRequest) is null)
        {
            return false;
        }

        if (handshake.Version is { IsTls13: true })
        {
            return handshake.ServerCertificateMessage is { Fault: null, EntryExtensions: { Count: > 0 } extensions } && !HasStaple(extensions[0]);
        }

        bool isDone = false;
        foreach (TlsMessage message in handshake.AllMessages)
        {
            if (message.HandshakeType == HandshakeType.CertificateStatus)
            {
                return false;
            }

            isDone |= message.HandshakeType == HandshakeType.ServerHelloDone;
        }

        return isDone;
    }

    private static bool HasStaple(IReadOnlyList<TlsExtension> extensions)
    {
        foreach (TlsExtension extension in extensions)
        {
            if (extension.Type == ExtensionType.StatusRequest)
            {
                return true;
            }
        }

        return false;
    }
}
