using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>Connection ids that the DTLS receiver can use from now on.</summary>
/// <remarks>
/// <code>
/// struct {
///     ConnectionId cids&lt;0..2^16-1&gt;;
///     ConnectionIdUsage usage;
/// } NewConnectionId;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9147#section-9">RFC 9147, 9</seealso>
public sealed record NewConnectionId : HandshakeMessage
{
    /// <summary>The ids.</summary>
    public required IReadOnlyList<byte[]> ConnectionIds { get; init; }

    /// <summary>0 to use them at once, 1 to keep them.</summary>
    public required byte Usage { get; init; }

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context) => new NewConnectionId
    {
        ConnectionIds = r.ReadVector16("cids").ReadAll(static (ref WireReader cids) => cids.ReadOpaque8("ConnectionId")),
        Usage = r.ReadUInt8("usage"),
    };
}
