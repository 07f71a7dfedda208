using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The server's public key, in a group for which the client sent one.</summary>
/// <remarks>
/// <code>
/// struct {
///     KeyShareEntry server_share;
/// } KeyShareServerHello;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2.8">RFC 8446, 4.2.8</seealso>
public sealed record KeyShareChoice : TlsExtension
{
    /// <summary>The group.</summary>
    public NamedGroup Group => Share.Group;

    /// <summary>The key.</summary>
    public required KeyShareEntry Share { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new KeyShareChoice { Share = KeyShareEntry.Read(ref r) };
}
