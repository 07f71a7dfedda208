using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>The DTLS sender's wish for more connection ids.</summary>
/// <remarks>
/// <code>
/// struct {
///     uint8 num_cids;
/// } RequestConnectionId;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9147#section-9">RFC 9147, 9</seealso>
public sealed record RequestConnectionId : HandshakeMessage
{
    /// <summary>How many.</summary>
    public required byte Count { get; init; }

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context) => new RequestConnectionId { Count = r.ReadUInt8("num_cids") };
}
