using TlsTools.Wire;
using TlsTools.X509;

namespace TlsTools.Tls.Extensions;

/// <summary>One thing that the client still has.</summary>
/// <remarks>
/// <code>
/// struct {
///     CachedInformationType type;
///     opaque hash_value&lt;1..255&gt;;
/// } CachedObject; /* client */
/// </code>
/// </remarks>
/// <param name="ObjectType">1 <c>cert</c>, 2 <c>cert_req</c>.</param>
/// <param name="Hash">What it hashes to.</param>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc7924#section-3">RFC 7924, 3</seealso>
public sealed record CachedObject(byte ObjectType, byte[] Hash)
{
    /// <summary>The type and the hash in hex, for instance <c>1: 0f1e…</c>.</summary>
    public override string ToString() => $"{ObjectType}: {Hex.Lower(Hash)}";

    internal static CachedObject Read(ref WireReader r) =>
        new(r.ReadUInt8("type"), r.ReadOpaque8("hash_value"));
}
