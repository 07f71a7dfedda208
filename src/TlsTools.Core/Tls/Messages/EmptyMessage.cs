using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>A message without a body: HelloRequest, ServerHelloDone, EndOfEarlyData.</summary>
/// <remarks>
/// <code>
/// struct { } ServerHelloDone;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-7.4.5">RFC 5246, 7.4.5</seealso>
public sealed record EmptyMessage : HandshakeMessage
{
    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context) => new EmptyMessage();
}
