using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>Reads the body of a message.</summary>
/// <param name="reader">Stands at the body's first byte.</param>
/// <param name="context">What was agreed before.</param>
internal delegate HandshakeMessage MessageRead(ref WireReader reader, in MessageContext context);

/// <summary>Which reader reads which message; where TLS 1.3 gave a message another structure, it has a row of its own.</summary>
internal static class MessageTable
{
    /// <summary>The readers of all versions.</summary>
    public static IReadOnlyDictionary<HandshakeType, MessageRead> Rows { get; } = new Dictionary<HandshakeType, MessageRead>
    {
        [HandshakeType.HelloRequest] = EmptyMessage.Read,
        [HandshakeType.ClientHello] = ClientHello.Read,
        [HandshakeType.ServerHello] = ServerHello.Read,
        [HandshakeType.HelloVerifyRequest] = HelloVerifyRequest.Read,
        [HandshakeType.NewSessionTicket] = NewSessionTicket.Read,
        [HandshakeType.EndOfEarlyData] = EmptyMessage.Read,
        [HandshakeType.HelloRetryRequest] = ServerHello.ReadDraftRetry,
        [HandshakeType.EncryptedExtensions] = EncryptedExtensions.Read,
        [HandshakeType.RequestConnectionId] = RequestConnectionId.Read,
        [HandshakeType.NewConnectionId] = NewConnectionId.Read,
        [HandshakeType.Certificate] = CertificateMessage.Read,
        [HandshakeType.ServerKeyExchange] = ServerKeyExchange.Read,
        [HandshakeType.CertificateRequest] = CertificateRequest.Read,
        [HandshakeType.ServerHelloDone] = EmptyMessage.Read,
        [HandshakeType.CertificateVerify] = CertificateVerify.Read,
        [HandshakeType.ClientKeyExchange] = ClientKeyExchange.Read,
        [HandshakeType.ClientCertificateRequest] = CertificateRequest.ReadTls13,
        [HandshakeType.Finished] = Finished.Read,
        [HandshakeType.CertificateUrl] = CertificateUrl.Read,
        [HandshakeType.CertificateStatus] = CertificateStatus.Read,
        [HandshakeType.SupplementalData] = SupplementalData.Read,
        [HandshakeType.KeyUpdate] = KeyUpdate.Read,
        [HandshakeType.CompressedCertificate] = CompressedCertificate.Read,
        [HandshakeType.EktKey] = EktKey.Read,
        [HandshakeType.NextProtocol] = NextProtocol.Read,
        [HandshakeType.ChannelId] = ChannelId.Read,
        [HandshakeType.MessageHash] = MessageHash.Read,
        [HandshakeType.Ssl2ClientHello] = Ssl2Messages.ReadClientHello,
        [HandshakeType.Ssl2ServerHello] = Ssl2ServerHello.Read,
        [HandshakeType.Ssl2Error] = Ssl2Error.Read,
        [HandshakeType.Ssl2ClientMasterKey] = Ssl2ClientMasterKey.Read,
    };

    /// <summary>The readers that go before the others in TLS 1.3.</summary>
    public static IReadOnlyDictionary<HandshakeType, MessageRead> Tls13Rows { get; } = new Dictionary<HandshakeType, MessageRead>
    {
        [HandshakeType.NewSessionTicket] = NewSessionTicket.ReadTls13,
        [HandshakeType.Certificate] = CertificateMessage.ReadTls13,
        [HandshakeType.CertificateRequest] = CertificateRequest.ReadTls13,
    };

    public static MessageRead? Find(HandshakeType type, ProtocolVersion version) =>
        (version.IsTls13 && Tls13Rows.TryGetValue(type, out MessageRead? read)) || Rows.TryGetValue(type, out read) ? read : null;
}
