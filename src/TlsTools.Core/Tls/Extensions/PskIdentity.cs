using TlsTools.Wire;
using TlsTools.X509;

namespace TlsTools.Tls.Extensions;

/// <summary>The name of a key that both ends have.</summary>
/// <remarks>
/// <code>
/// struct {
///     opaque identity&lt;1..2^16-1&gt;;
///     uint32 obfuscated_ticket_age;
/// } PskIdentity;
/// </code>
/// </remarks>
/// <param name="Identity">A ticket, or a name that was agreed.</param>
/// <param name="ObfuscatedTicketAge">The ticket's age plus what hides it; 0 for a key that is no ticket.</param>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2.11">RFC 8446, 4.2.11</seealso>
public sealed record PskIdentity(byte[] Identity, uint ObfuscatedTicketAge)
{
    /// <summary>The identity in hex.</summary>
    public override string ToString() => Hex.Lower(Identity);

    internal static PskIdentity Read(ref WireReader r) =>
        new(r.ReadOpaque16("identity"), r.ReadUInt32("obfuscated_ticket_age"));
}
