using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The user who wants to prove a password: <c>srp</c>, <c>pwd_protect</c>, <c>pwd_clear</c>.</summary>
/// <remarks>
/// <code>
/// opaque srp_I&lt;1..2^8-1&gt;;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5054#section-2.8.1">RFC 5054, 2.8.1</seealso>
public sealed record UserName : TlsExtension
{
    /// <summary>The name, made safe to show; <c>pwd_protect</c> encrypts it.</summary>
    public required string Name { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new UserName
    {
        Name = r.ReadVector8("srp_I").ReadRestAsText("srp_I"),
    };
}
