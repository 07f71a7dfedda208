using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>One name of a server.</summary>
/// <param name="NameType">What kind of name it is; 0 is a host name, and no other kind is assigned.</param>
/// <param name="Name">The name, made safe to show.</param>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6066#section-3">RFC 6066, 3</seealso>
public sealed record NamedServer(byte NameType, string Name)
{
    internal const byte HostNameType = 0;

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal static NamedServer Read(ref WireReader r) => new(r.ReadUInt8("name_type"), r.ReadVector16("HostName").ReadRestAsText("HostName"));
}
