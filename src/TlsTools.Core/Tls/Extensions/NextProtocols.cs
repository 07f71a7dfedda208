using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The protocols that a server offers by NPN, which ALPN replaced.</summary>
/// <remarks>
/// <code>
/// struct {
///     opaque protocol&lt;1..2^8-1&gt;; /* to the end of the extension */
/// } NextProtocolNegotiation;
/// </code>
/// </remarks>
/// <seealso href="https://datatracker.ietf.org/doc/html/draft-agl-tls-nextprotoneg-04">draft-agl-tls-nextprotoneg-04</seealso>
public sealed record NextProtocols : TlsExtension
{
    /// <summary>The protocols in the server's order, made safe to show.</summary>
    public required IReadOnlyList<string> Protocols { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new NextProtocols
    {
        Protocols = r.ReadAll(ProtocolNameList.ReadName),
    };
}
