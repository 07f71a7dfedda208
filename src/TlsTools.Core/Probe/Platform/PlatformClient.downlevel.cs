using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace TlsTools.Probe.Platform;

// netstandard2.0 can offer no application protocol, and sends the intermediates that the system's stores have.
internal sealed partial class PlatformClient
{
    /// <summary>Whether it can be told which intermediate certificates to send; otherwise it sends those that the system's stores have.</summary>
    public static bool SendsIntermediates => false;

    private static SslStream Begin(RecordedStream stream, PlatformOffer offer)
    {
        X509CertificateCollection certificates = offer.Identity is { } identity ? [identity.Certificate] : [];
        SslStream tls = new(
            stream,
            leaveInnerStreamOpen: true,

            // Only for this stream, over which nothing secret is sent: the probe looks at servers, it does not trust them.
            static (_, shown, _, _) => shown is not null,
            (_, _, _, _, _) => offer.Identity?.Certificate!);
        Run(tls, () => tls.AuthenticateAsClient(offer.ServerName, certificates, offer.Protocols, checkCertificateRevocation: false));
        return tls;
    }
}
