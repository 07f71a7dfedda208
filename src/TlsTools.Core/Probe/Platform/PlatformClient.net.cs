using System;
using System.Linq;
using System.Net.Security;

namespace TlsTools.Probe.Platform;

internal sealed partial class PlatformClient
{
    /// <summary>Whether it can be told which intermediate certificates to send; otherwise it sends those that the system's stores have.</summary>
    public static bool SendsIntermediates => !OperatingSystem.IsWindows();

    private static SslStream Begin(RecordedStream stream, PlatformOffer offer)
    {
        SslStream tls = new(stream, leaveInnerStreamOpen: true);
        SslClientAuthenticationOptions options = new()
        {
            TargetHost = offer.ServerName,
            EnabledSslProtocols = offer.Protocols,

            // Only for this stream, over which nothing secret is sent: the probe looks at servers, it does not trust them.
            RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null,
            ApplicationProtocols = offer.Alpn.Count == 0 ? null : [.. offer.Alpn.Select(protocol => new SslApplicationProtocol(protocol))],
        };
        if (offer.Identity is { } identity)
        {
            // With a context Windows puts the intermediates into a store of the user; without it sends what it finds in them.
            if (SendsIntermediates)
            {
                options.ClientCertificateContext = SslStreamCertificateContext.Create(identity.Certificate, [.. identity.Intermediates], offline: true);
            }
            else
            {
                options.ClientCertificates = [identity.Certificate];
                options.LocalCertificateSelectionCallback = (_, _, _, _, _) => identity.Certificate;
            }
        }

        Run(tls, () => tls.AuthenticateAsClient(options));
        return tls;
    }
}
