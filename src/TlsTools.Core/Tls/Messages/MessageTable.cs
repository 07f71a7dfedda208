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
    /// <summary>The readers of all versions, by the code of the <see cref="HandshakeType"/>.</summary>
    public static IReadOnlyDictionary<int, MessageRead> Rows { get; } = new Dictionary<int, MessageRead>
    {
        [(int)HandshakeType.HelloRequest] = EmptyMessage.Read,
        [(int)HandshakeType.ClientHello] = ClientHello.Read,
        [(int)HandshakeType.ServerHello] = ServerHello.Read,
        [(int)HandshakeType.HelloVerifyRequest] = HelloVerifyRequest.Read,
        [(int)HandshakeType.NewSessionTicket] = NewSessionTicket.Read,
        [(int)HandshakeType.EndOfEarlyData] = EmptyMessage.Read,
        [(int)HandshakeType.HelloRetryRequest] = ServerHello.ReadDraftRetry,
        [(int)HandshakeType.EncryptedExtensions] = EncryptedExtensions.Read,
        [(int)HandshakeType.RequestConnectionId] = RequestConnectionId.Read,
        [(int)HandshakeType.NewConnectionId] = NewConnectionId.Read,
        [(int)HandshakeType.Certificate] = CertificateMessage.Read,
        [(int)HandshakeType.ServerKeyExchange] = ServerKeyExchange.Read,
        [(int)HandshakeType.CertificateRequest] = CertificateRequest.Read,
        [(int)HandshakeType.ServerHelloDone] = EmptyMessage.Read,
        [(int)HandshakeType.CertificateVerify] = CertificateVerify.Read,
        [(int)HandshakeType.ClientKeyExchange] = ClientKeyExchange.Read,
        [(int)HandshakeType.ClientCertificateRequest] = CertificateRequest.ReadTls13,
        [(int)HandshakeType.Finished] = Finished.Read,
        [(int)HandshakeType.CertificateUrl] = CertificateUrl.Read,
        [(int)HandshakeType.CertificateStatus] = CertificateStatus.Read,
        [(int)HandshakeType.SupplementalData] = SupplementalData.Read,
        [(int)HandshakeType.KeyUpdate] = KeyUpdate.Read,
        [(int)HandshakeType.CompressedCertificate] = CompressedCertificate.Read,
        [(int)HandshakeType.EktKey] = EktKey.Read,
        [(int)HandshakeType.NextProtocol] = NextProtocol.Read,
        [(int)HandshakeType.ChannelId] = ChannelId.Read,
        [(int)HandshakeType.MessageHash] = MessageHash.Read,
        [(int)HandshakeType.Ssl2ClientHello] = Ssl2Messages.ReadClientHello,
        [(int)HandshakeType.Ssl2ServerHello] = Ssl2ServerHello.Read,
        [(int)HandshakeType.Ssl2Error] = Ssl2Error.Read,
        [(int)HandshakeType.Ssl2ClientMasterKey] = Ssl2ClientMasterKey.Read,
    };

    /// <summary>The readers that go before the others in TLS 1.3.</summary>
    public static IReadOnlyDictionary<int, MessageRead> Tls13Rows { get; } = new Dictionary<int, MessageRead>
    {
        [(int)HandshakeType.NewSessionTicket] = NewSessionTicket.ReadTls13,
        [(int)HandshakeType.Certificate] = CertificateMessage.ReadTls13,
        [(int)HandshakeType.CertificateRequest] = CertificateRequest.ReadTls13,
    };

    public static MessageRead? Find(HandshakeType type, ProtocolVersion version) =>
        (version.IsTls13 && Tls13Rows.TryGetValue((int)type, out MessageRead? read)) || Rows.TryGetValue((int)type, out read) ? read : null;
}
