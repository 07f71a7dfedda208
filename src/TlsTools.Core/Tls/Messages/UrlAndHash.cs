using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>An address of a certificate with what the certificate must hash to.</summary>
/// <remarks>
/// <code>
/// struct {
///     opaque url&lt;1..2^16-1&gt;;
///     unint8 padding;
///     opaque SHA1Hash[20];
/// } URLAndHash;
/// </code>
/// </remarks>
/// <param name="Url">The address, made safe to show.</param>
/// <param name="Padding">1, by the RFC.</param>
/// <param name="Hash">The SHA-1 hash.</param>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6066#section-5">RFC 6066, 5</seealso>
public sealed record UrlAndHash(string Url, byte Padding, byte[] Hash)
{
    /// <summary>The address.</summary>
    public override string ToString() => Url;

    internal static UrlAndHash Read(ref WireReader r) =>
        new(r.ReadVector16("url").ReadRestAsText("url"), r.ReadUInt8("padding"), r.ReadBytes(20, "SHA1Hash"));
}
