using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>The DTLS server's wish to see its cookie in another ClientHello.</summary>
/// <remarks>
/// <code>
/// struct {
///     ProtocolVersion server_version;
///     opaque cookie&lt;0..2^8-1&gt;;
/// } HelloVerifyRequest;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6347#section-4.2.1">RFC 6347, 4.2.1</seealso>
public sealed record HelloVerifyRequest : HandshakeMessage
{
    /// <summary>The version, which is not yet the negotiated one.</summary>
    public required ProtocolVersion ServerVersion { get; init; }

    /// <summary>The cookie.</summary>
    public required byte[] Cookie { get; init; }

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context) => new HelloVerifyRequest
    {
        ServerVersion = ProtocolVersion.Read(ref r, "server_version"),
        Cookie = r.ReadOpaque8("cookie"),
    };
}
