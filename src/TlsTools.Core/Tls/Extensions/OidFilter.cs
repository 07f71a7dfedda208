using TlsTools.Wire;
using TlsTools.X509;

namespace TlsTools.Tls.Extensions;

/// <summary>One certificate extension that the server wants, with its values.</summary>
/// <remarks>
/// <code>
/// struct {
///     opaque certificate_extension_oid&lt;1..2^8-1&gt;;
///     opaque certificate_extension_values&lt;0..2^16-1&gt;;
/// } OIDFilter;
/// </code>
/// </remarks>
/// <param name="Oid">The extension's object identifier, in DER.</param>
/// <param name="Values">The values, in DER.</param>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2.5">RFC 8446, 4.2.5</seealso>
public sealed record OidFilter(byte[] Oid, byte[] Values)
{
    /// <summary>Identifier and values in hex.</summary>
    public override string ToString() => $"{Hex.Lower(Oid)}: {Hex.Lower(Values)}";

    internal static OidFilter Read(ref WireReader r) =>
        new(r.ReadOpaque8("certificate_extension_oid"), r.ReadOpaque16("certificate_extension_values"));
}
