using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>The application protocol that the client chose by NPN, which ALPN replaced.</summary>
/// <remarks>
/// <code>
/// struct {
///     opaque selected_protocol&lt;0..255&gt;;
///     opaque padding&lt;0..255&gt;;
/// } NextProtocol;
/// </code>
/// </remarks>
/// <seealso href="https://datatracker.ietf.org/doc/html/draft-agl-tls-nextprotoneg-04">draft-agl-tls-nextprotoneg</seealso>
public sealed record NextProtocol : HandshakeMessage
{
    /// <summary>The protocol, made safe to show.</summary>
    public required string SelectedProtocol { get; init; }

    /// <summary>What hides the length of the protocol's name.</summary>
    public required byte[] Padding { get; init; }

    private protected override string Details => SelectedProtocol;

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context) => new NextProtocol
    {
        SelectedProtocol = r.ReadVector8("selected_protocol").ReadRestAsText("selected_protocol"),
        Padding = r.ReadOpaque8("padding"),
    };
}
