using System.Collections.Generic;
using TlsTools.Tls.Extensions;
using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>The server's answers to extensions that do not set up keys.</summary>
/// <remarks>
/// <code>
/// struct {
///     Extension extensions&lt;0..2^16-1&gt;;
/// } EncryptedExtensions;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.3.1">RFC 8446, 4.3.1</seealso>
public sealed record EncryptedExtensions : HandshakeMessage
{
    /// <summary>The extensions as sent.</summary>
    public required IReadOnlyList<TlsExtension> Extensions { get; init; }

    /// <summary>The application protocol that the server chose, made safe to show; <see langword="null"/> when it chose none.</summary>
    public string? AlpnProtocol => ExtensionList.Protocols(Extensions) is { Count: > 0 } choice ? choice[0] : null;

    private protected override string Details => AlpnProtocol is { } protocol ? $"{Extensions.Count} extensions; ALPN {protocol}" : $"{Extensions.Count} extensions";

    /// <summary>The first extension of a type, or <see langword="null"/>.</summary>
    /// <param name="type">The type.</param>
    public TlsExtension? Extension(ExtensionType type) => ExtensionList.Find(Extensions, type);

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context) => new EncryptedExtensions
    {
        Extensions = ExtensionList.Read(ref r, HandshakeType.EncryptedExtensions, context),
    };
}
