using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Probe;

/// <summary>Draws the conclusion from an attempt whose client answered the request for a certificate with none.</summary>
internal static class ClientDemand
{
    /// <summary>Whether a certificate is demanded.</summary>
    public static ClientCertificateDemand Judge(TlsHandshake attempt)
    {
        if (attempt.CertificateRequest is null)
        {
            return attempt.ClientAuthentication == ClientAuthentication.NotRequested ? ClientCertificateDemand.NotRequested : ClientCertificateDemand.Unknown;
        }

        if (attempt.ClientCertificates is null)
        {
            return ClientCertificateDemand.Unknown;
        }

        bool isServer = attempt.EndedBySide == Side.Server;
        return attempt.EndedBy switch
        {
            ConnectionEnding.Alert when isServer => IsAboutClient(attempt.Alert) ? ClientCertificateDemand.Required : ClientCertificateDemand.Unknown,

            // Some servers refuse a client without a word, in TLS 1.3 after the handshake.
            ConnectionEnding.Fin or ConnectionEnding.Reset when isServer => ClientCertificateDemand.Required,
            _ => attempt.Outcome == HandshakeOutcome.Completed ? ClientCertificateDemand.Optional : ClientCertificateDemand.Unknown,
        };
    }

    private static bool IsAboutClient(TlsAlert? alert) => alert is not null && s_refusals.Any(refusal => refusal.Code == alert.Code);

    private static readonly AlertDescription[] s_refusals =
    [
        AlertDescription.HandshakeFailure,
        AlertDescription.NoCertificate,
        AlertDescription.BadCertificate,
        AlertDescription.UnsupportedCertificate,
        AlertDescription.CertificateUnknown,
        AlertDescription.UnknownCa,
        AlertDescription.AccessDenied,
        AlertDescription.CertificateRequired,
    ];
}
