using TlsTools.Handshakes;
using TlsTools.Tls.Extensions;
using TlsTools.Tls.Messages;

namespace TlsTools.Cli.Json;

/// <summary>Knows what of a handshake was written in another place already.</summary>
internal sealed class Repetition
{
    /// <summary>The handshake that is written.</summary>
    public TlsHandshake? Handshake { get; set; }

    /// <summary>Whether a message is one of those that the handshake has a property for.</summary>
    public bool StandsInHandshake(object? message) => message switch
    {
        ClientHello => ReferenceEquals(message, Handshake?.ClientHello),
        ServerHello => ReferenceEquals(message, Handshake?.ServerHello),
        EncryptedExtensions => ReferenceEquals(message, Handshake?.EncryptedExtensions),
        CertificateMessage => ReferenceEquals(message, Handshake?.ServerCertificateMessage) || ReferenceEquals(message, Handshake?.ClientCertificateMessage),
        ServerKeyExchange => ReferenceEquals(message, Handshake?.ServerKeyExchange),
        CertificateRequest => ReferenceEquals(message, Handshake?.CertificateRequest),
        ClientKeyExchange => ReferenceEquals(message, Handshake?.ClientKeyExchange),
        CertificateVerify => ReferenceEquals(message, Handshake?.CertificateVerify) || ReferenceEquals(message, Handshake?.ServerCertificateVerify),
        _ => false,
    };

    /// <summary>
    /// Whether the fields of a message or an extension hold less than its bytes: it is of an unknown kind, or its bytes could
    /// not be read to the end. All bytes of every message would make the output twice as long.
    /// </summary>
    public static bool IsUnread(object owner) => owner
        is UnknownMessage or UnknownExtension or HandshakeMessage { Fault: not null } or TlsExtension { Fault: not null };
}
