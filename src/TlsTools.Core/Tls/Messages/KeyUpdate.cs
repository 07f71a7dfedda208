using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>The sender's notice that its next records have new keys.</summary>
/// <remarks>
/// <code>
/// struct {
///     KeyUpdateRequest request_update;
/// } KeyUpdate;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.6.3">RFC 8446, 4.6.3</seealso>
public sealed record KeyUpdate : HandshakeMessage
{
    /// <summary>Whether the receiver must change its keys too.</summary>
    public required bool RequestUpdate { get; init; }

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context) => new KeyUpdate
    {
        RequestUpdate = r.ReadUInt8("request_update") != 0,
    };
}
