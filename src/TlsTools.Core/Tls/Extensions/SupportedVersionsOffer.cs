using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The versions that a client offers, in its order.</summary>
/// <remarks>
/// <code>
/// case client_hello:
///     ProtocolVersion versions&lt;2..254&gt;;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2.1">RFC 8446, 4.2.1</seealso>
public sealed record SupportedVersionsOffer : TlsExtension
{
    /// <summary>The versions in the client's order, GREASE included.</summary>
    public required IReadOnlyList<ProtocolVersion> Versions { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new SupportedVersionsOffer
    {
        Versions = ProtocolVersion.ReadAll(r.ReadVector8("versions"), "versions"),
    };
}
