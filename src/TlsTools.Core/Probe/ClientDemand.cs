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
            ConnectionEnding.Alert when isServer => attempt.Alert?.Description is { } alert && IsAboutClient(alert) ? ClientCertificateDemand.Required : ClientCertificateDemand.Unknown,

            // Whoever spoke behind the handshake went on with the client, whatever came then.
            ConnectionEnding.Fin or ConnectionEnding.Reset or ConnectionEnding.CloseNotify when isServer && HasSpoken(attempt) => ClientCertificateDemand.Optional,

            // nginx takes leave so of a client without a certificate, and of any where it does not reach what stands behind it.
            ConnectionEnding.CloseNotify when isServer => ClientCertificateDemand.Unknown,

            // Some servers refuse a client without a word, .NET's after the handshake. A reset then is rather the way of a proxy that does not
            // reach what stands behind it.
            ConnectionEnding.Reset when isServer && HasAccepted(attempt) => ClientCertificateDemand.Unknown,
            ConnectionEnding.Fin or ConnectionEnding.Reset when isServer => ClientCertificateDemand.Required,
            _ => attempt.Outcome == HandshakeOutcome.Completed ? ClientCertificateDemand.Optional : ClientCertificateDemand.Unknown,
        };
    }

    private static bool HasSpoken(TlsHandshake attempt) =>
        attempt.Messages.Any(message => message.Sender == Side.Server && message is { ContentType: ContentType.ApplicationData, HandshakeType: null });

    // It has checked the client's Finished before it sends a ticket, or before TLS 1.3 its own Finished.
    private static bool HasAccepted(TlsHandshake attempt) => attempt.Messages.Any(message => message.Sender == Side.Server
        && message.HandshakeType == (attempt.Version is { IsTls13: true } ? HandshakeType.NewSessionTicket : HandshakeType.Finished));

    /// <summary>Whether an alert, by its registered name, is one with which servers refuse a client's certificate or the lack of one.</summary>
    public static bool IsAboutClient(string alert) => s_refusals.Any(refusal => refusal.ToString() == alert);

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

        // GnuTLS says so before TLS 1.3 of an empty list, where it wants a certificate.
        AlertDescription.DecodeError,
    ];
}
