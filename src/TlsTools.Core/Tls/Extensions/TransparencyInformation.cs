using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>What logs of Certificate Transparency 2.0 say of a certificate.</summary>
/// <remarks>
/// <code>
/// opaque SerializedTransItem&lt;1..2^16-1&gt;;
/// struct {
///     SerializedTransItem trans_item_list&lt;1..2^16-1&gt;;
/// } TransItemList;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9162#section-6.4">RFC 9162, 6.4</seealso>
public sealed record TransparencyInformation : TlsExtension
{
    /// <summary>The items.</summary>
    public required IReadOnlyList<byte[]> Items { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new TransparencyInformation
    {
        Items = r.ReadVector16("trans_item_list").ReadAll(static (ref WireReader list) => list.ReadOpaque16("SerializedTransItem")),
    };
}
