using System.Collections.Generic;
using TlsTools.Wire;
using TlsTools.X509;

namespace TlsTools.Tls.Extensions;

/// <summary>The authorities whose certificates the sender takes.</summary>
/// <remarks>
/// <code>
/// opaque DistinguishedName&lt;1..2^16-1&gt;;
/// struct {
///     DistinguishedName authorities&lt;3..2^16-1&gt;;
/// } CertificateAuthoritiesExtension;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2.4">RFC 8446, 4.2.4</seealso>
public sealed record CertificateAuthorities : TlsExtension
{
    /// <summary>The names in the sender's order.</summary>
    public required IReadOnlyList<DistinguishedName> Authorities { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new CertificateAuthorities
    {
        Authorities = r.ReadVector16("authorities").ReadAll(DistinguishedName.Read),
    };
}
