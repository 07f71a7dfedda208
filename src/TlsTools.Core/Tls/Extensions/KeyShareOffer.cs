using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The public keys that a client sends ahead, in its order.</summary>
/// <remarks>
/// <code>
/// struct {
///     KeyShareEntry client_shares&lt;0..2^16-1&gt;;
/// } KeyShareClientHello;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2.8">RFC 8446, 4.2.8</seealso>
public sealed record KeyShareOffer : TlsExtension
{
    /// <summary>The keys, GREASE included.</summary>
    public required IReadOnlyList<KeyShareEntry> Shares { get; init; }

    /// <summary>The groups of the keys.</summary>
    public IReadOnlyList<NamedGroup> Groups
    {
        get
        {
            NamedGroup[] groups = new NamedGroup[Shares.Count];
            for (int i = 0; i < groups.Length; i++)
            {
                groups[i] = Shares[i].Group;
            }

            return groups;
        }
    }

    internal static TlsExtension Read(ref WireReader r) => new KeyShareOffer
    {
        Shares = r.ReadVector16("client_shares").ReadAll(KeyShareEntry.Read),
    };
}
