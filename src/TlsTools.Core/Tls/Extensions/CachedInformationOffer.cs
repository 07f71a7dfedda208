using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>What the client still has from an earlier handshake.</summary>
/// <remarks>
/// <code>
/// struct {
///     CachedObject cached_info&lt;1..2^16-1&gt;;
/// } CachedInformation;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc7924#section-3">RFC 7924, 3</seealso>
public sealed record CachedInformationOffer : TlsExtension
{
    /// <summary>The objects.</summary>
    public required IReadOnlyList<CachedObject> Objects { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new CachedInformationOffer
    {
        Objects = r.ReadVector16("cached_info").ReadAll(CachedObject.Read),
    };
}
