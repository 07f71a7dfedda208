using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>What the client's certificate must say in its extensions.</summary>
/// <remarks>
/// <code>
/// struct {
///     OIDFilter filters&lt;0..2^16-1&gt;;
/// } OIDFilterExtension;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2.5">RFC 8446, 4.2.5</seealso>
public sealed record OidFilters : TlsExtension
{
    /// <summary>The filters.</summary>
    public required IReadOnlyList<OidFilter> Filters { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new OidFilters
    {
        Filters = r.ReadVector16("filters").ReadAll(OidFilter.Read),
    };
}
