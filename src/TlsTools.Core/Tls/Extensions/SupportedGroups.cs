using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The groups for key exchange that the sender supports, in its order; once called <c>elliptic_curves</c>.</summary>
/// <remarks>
/// <code>
/// struct {
///     NamedGroup named_group_list&lt;2..2^16-1&gt;;
/// } NamedGroupList;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2.7">RFC 8446, 4.2.7</seealso>
public sealed record SupportedGroups : TlsExtension
{
    /// <summary>The groups, GREASE included.</summary>
    public required IReadOnlyList<NamedGroup> Groups { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new SupportedGroups
    {
        Groups = NamedGroup.ReadAll(r.ReadVector16("named_group_list"), "named_group_list"),
    };
}
