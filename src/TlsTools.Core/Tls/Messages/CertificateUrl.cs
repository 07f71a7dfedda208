using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>Where the server can get the client's certificate.</summary>
/// <remarks>
/// <code>
/// struct {
///     CertChainType type;
///     URLAndHash url_and_hash_list&lt;1..2^16-1&gt;;
/// } CertificateURL;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6066#section-5">RFC 6066, 5</seealso>
public sealed record CertificateUrl : HandshakeMessage
{
    /// <summary>0 for one certificate an address, 1 for a PkiPath.</summary>
    public required byte ChainType { get; init; }

    /// <summary>The addresses.</summary>
    public required IReadOnlyList<UrlAndHash> UrlAndHashList { get; init; }

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context) => new CertificateUrl
    {
        ChainType = r.ReadUInt8("type"),
        UrlAndHashList = r.ReadVector16("url_and_hash_list").ReadAll(UrlAndHash.Read),
    };
}
