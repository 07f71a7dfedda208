using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>Short names of the authorities that the client trusts, or that the server has chains for.</summary>
/// <remarks>
/// <code>
/// opaque TrustAnchorID&lt;1..2^8-1&gt;;
/// TrustAnchorID TrustAnchorIDList&lt;0..2^16-1&gt;;
/// </code>
/// </remarks>
/// <seealso href="https://datatracker.ietf.org/doc/html/draft-ietf-tls-trust-anchor-ids-01">draft-ietf-tls-trust-anchor-ids-01</seealso>
public sealed record TrustAnchors : TlsExtension
{
    /// <summary>The names: relative object identifiers.</summary>
    public required IReadOnlyList<byte[]> Identifiers { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new TrustAnchors
    {
        Identifiers = r.ReadVector16("TrustAnchorIDList").ReadAll(static (ref WireReader list) => list.ReadOpaque8("TrustAnchorID")),
    };
}
