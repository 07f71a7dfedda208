using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The keys that the client has from before, in its order.</summary>
/// <remarks>
/// <code>
/// struct {
///     PskIdentity identities&lt;7..2^16-1&gt;;
///     PskBinderEntry binders&lt;33..2^16-1&gt;;
/// } OfferedPsks;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2.11">RFC 8446, 4.2.11</seealso>
public sealed record PreSharedKeyOffer : TlsExtension
{
    /// <summary>The names of the keys.</summary>
    public required IReadOnlyList<PskIdentity> Identities { get; init; }

    /// <summary>The bytes of each proof that the client has the key, which tell the hash.</summary>
    public required IReadOnlyList<int> BinderLengths { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new PreSharedKeyOffer
    {
        Identities = r.ReadVector16("identities").ReadAll(PskIdentity.Read),
        BinderLengths = r.ReadVector16("binders").ReadAll(static (ref WireReader binders) => binders.ReadOpaque8("PskBinderEntry").Length),
    };
}
