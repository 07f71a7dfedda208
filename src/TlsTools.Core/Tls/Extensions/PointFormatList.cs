using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The ways in which the sender reads points of a curve.</summary>
/// <remarks>
/// <code>
/// struct {
///     ECPointFormat ec_point_format_list&lt;1..2^8-1&gt;
/// } ECPointFormatList;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8422#section-5.1.2">RFC 8422, 5.1.2</seealso>
public sealed record PointFormatList : TlsExtension
{
    /// <summary>The formats in the sender's order.</summary>
    public required IReadOnlyList<PointFormat> Formats { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new PointFormatList
    {
        Formats = PointFormat.ReadAll(r.ReadVector8("ec_point_format_list"), "ec_point_format_list"),
    };
}
