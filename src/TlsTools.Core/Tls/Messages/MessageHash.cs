using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>What stands for the first ClientHello in the transcript after a HelloRetryRequest; never sent.</summary>
/// <remarks>
/// <code>
/// opaque Hash[Hash.length];
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.4.1">RFC 8446, 4.4.1</seealso>
public sealed record MessageHash : HandshakeMessage
{
    /// <summary>The hash.</summary>
    public required byte[] Hash { get; init; }

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context) => new MessageHash { Hash = r.ReadRest("Hash") };
}
