using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>One short identifier: <c>connection_id</c>, <c>external_id_hash</c>, <c>external_session_id</c>, <c>tls_flags</c>.</summary>
/// <remarks>
/// <code>
/// struct {
///     opaque cid&lt;0..2^8-1&gt;;
/// } ConnectionId;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9146#section-3">RFC 9146, 3</seealso>
public sealed record OpaqueIdentifier : TlsExtension
{
    /// <summary>The identifier.</summary>
    public required byte[] Value { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new OpaqueIdentifier
    {
        Value = r.ReadOpaque8("cid"),
    };
}
