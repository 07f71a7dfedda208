using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>How the client wants to use a pre-shared key.</summary>
/// <remarks>
/// <code>
/// struct {
///     PskKeyExchangeMode ke_modes&lt;1..255&gt;;
/// } PskKeyExchangeModes;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2.9">RFC 8446, 4.2.9</seealso>
public sealed record PskKeyExchangeModes : TlsExtension
{
    /// <summary>The modes in the client's order.</summary>
    public required IReadOnlyList<PskKeyExchangeMode> Modes { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new PskKeyExchangeModes
    {
        Modes = PskKeyExchangeMode.ReadAll(r.ReadVector8("ke_modes"), "ke_modes"),
    };
}
