using System.Collections.Generic;
using System.Linq;
using System.Net;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.X509;

namespace TlsTools.Probe.Listening;

/// <summary>Says what a client did, from what was on the wire.</summary>
internal static class ClientReply
{
    /// <summary>Makes the report.</summary>
    /// <param name="client">The client's end.</param>
    /// <param name="handshake">What was on the wire.</param>
    /// <param name="isSignatureValid">Whether the client proved that it has the key.</param>
    /// <param name="authorities">The authorities that were named.</param>
    public static TlsClientReport Report(IPEndPoint client, TlsHandshake handshake, bool? isSignatureValid, IReadOnlyList<DistinguishedName> authorities)
    {
        DistinguishedName? matched = handshake.ClientCertificates?.Select(certificate => certificate.Issuer).FirstOrDefault(issuer => issuer is not null && authorities.Contains(issuer));
        ClientCertificateReply reply = handshake.ClientCertificates switch
        {
            null => ClientCertificateReply.None,
            [] => ClientCertificateReply.Empty,
            _ => ClientCertificateReply.Sent,
        };
        return new TlsClientReport
        {
            Client = client,
            Reply = reply,
            MatchedAuthority = matched,
            IsSignatureValid = isSignatureValid,
            Message = reply switch
            {
                ClientCertificateReply.Empty => authorities.Count == 0
                    ? "The client has no certificate that it would send, although the request named no authorities."
                    : $"The client sent no certificate: it has none, or none that it knows to be of {Count(authorities)}.",
                ClientCertificateReply.Sent => Sent(handshake.ClientCertificates!, matched, authorities) + (isSignatureValid == false ? " Its signature is not one of the certificate's key." : ""),
                _ => Missing(handshake),
            },
            Handshake = handshake,
        };
    }

    private static string Sent(IReadOnlyList<TlsCertificate> chain, DistinguishedName? matched, IReadOnlyList<DistinguishedName> authorities)
    {
        string sent = $"The client sent {chain[0].Subject} with {chain.Count - 1} further {(chain.Count == 2 ? "certificate" : "certificates")}";
        return authorities.Count == 0 ? sent + "."
            : matched is not null ? $"{sent}, issued under {matched} of the list."
            : $"{sent}, although none of them was issued by {Count(authorities)}.";
    }

    private static string Missing(TlsHandshake handshake) => handshake switch
    {
        { Plaintext: { } said } => $"The client spoke something that is no TLS: {said}",
        { ClientHello: null } => "The client said nothing that is TLS.",
        { Alert: { Sender: Side.Client } alert } => $"The client ended the handshake with the alert {alert.Description ?? "that is encrypted"} before it answered: it does not take the listener or its certificate.",
        { Alert: { Sender: Side.Server } alert } => $"The listener cannot go on with what the client offers, and sent the alert {alert.Description}.",
        _ => "The client left before it answered.",
    };

    private static string Count(IReadOnlyList<DistinguishedName> authorities) => authorities.Count == 1 ? "the authority that the request named" : $"the {authorities.Count} authorities that the request named";
}
