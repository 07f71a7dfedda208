using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The authorities whose certificates the client has: <c>trusted_ca_keys</c>.</summary>
/// <remarks>
/// <code>
/// struct {
///     TrustedAuthority trusted_authorities_list&lt;0..2^16-1&gt;;
/// } TrustedAuthorities;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6066#section-6">RFC 6066, 6</seealso>
public sealed record TrustedAuthorities : TlsExtension
{
    /// <summary>The authorities.</summary>
    public required IReadOnlyList<TrustedAuthority> Authorities { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new TrustedAuthorities
    {
        Authorities = r.ReadVector16("trusted_authorities_list").ReadAll(TrustedAuthority.Read),
    };
}
