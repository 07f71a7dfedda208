using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The version that a server chose.</summary>
/// <remarks>
/// <code>
/// case server_hello: /* and HelloRetryRequest */
///     ProtocolVersion selected_version;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2.1">RFC 8446, 4.2.1</seealso>
public sealed record SupportedVersionsChoice : TlsExtension
{
    /// <summary>The version.</summary>
    public required ProtocolVersion SelectedVersion { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new SupportedVersionsChoice
    {
        SelectedVersion = ProtocolVersion.Read(ref r, "selected_version"),
    };
}
