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
        [HandshakeType.ClientHello] = ClientHello.Read,
        [HandshakeType.ServerHello] = ServerHello.Read,
        [HandshakeType.HelloRetryRequest] = ServerHello.ReadDraftRetry,
    };

    /// <summary>The readers that go before the others in TLS 1.3.</summary>
    public static IReadOnlyDictionary<HandshakeType, MessageRead> Tls13Rows { get; } = new Dictionary<HandshakeType, MessageRead>
    {
    };

    public static MessageRead? Find(HandshakeType type, ProtocolVersion version) =>
        (version.IsTls13 && Tls13Rows.TryGetValue(type, out MessageRead? read)) || Rows.TryGetValue(type, out read) ? read : null;
}
