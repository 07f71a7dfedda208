using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>A public key for one group.</summary>
/// <remarks>
/// <code>
/// struct {
///     NamedGroup group;
///     opaque key_exchange&lt;1..2^16-1&gt;;
/// } KeyShareEntry;
/// </code>
/// </remarks>
/// <param name="Group">The group.</param>
/// <param name="KeyLength">The bytes of the public key.</param>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2.8">RFC 8446, 4.2.8</seealso>
public sealed record KeyShareEntry(NamedGroup Group, int KeyLength)
{
    /// <summary>The group and the length of the key, for instance <c>x25519 (32 bytes)</c>.</summary>
    public override string ToString() => $"{Group} ({KeyLength} bytes)";

    internal static KeyShareEntry Read(ref WireReader r)
    {
        NamedGroup group = NamedGroup.Read(ref r, "group");
        int length = r.ReadUInt16("key_exchange");
        r.Skip(length, "key_exchange");
        return new KeyShareEntry(group, length);
    }
}
