using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>An extension that says all by being there, for instance <c>extended_master_secret</c>.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc7627#section-5.1">RFC 7627, 5.1</seealso>
public sealed record EmptyExtension : TlsExtension
{
    internal static TlsExtension Read(ref WireReader r) => new EmptyExtension();
}
