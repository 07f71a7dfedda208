using TlsTools.Wire;
using TlsTools.X509;

namespace TlsTools.Tls.Extensions;

/// <summary>One authority whose certificate the client has.</summary>
/// <remarks>
/// <code>
/// struct {
///     IdentifierType identifier_type;
///     select (identifier_type) {
///         case pre_agreed: struct {};
///         case key_sha1_hash: SHA1Hash;
///         case x509_name: DistinguishedName;
///         case cert_sha1_hash: SHA1Hash;
///     } identifier;
/// } TrustedAuthority;
/// </code>
/// </remarks>
/// <param name="IdentifierType">0 <c>pre_agreed</c>, 1 <c>key_sha1_hash</c>, 2 <c>x509_name</c>, 3 <c>cert_sha1_hash</c>.</param>
/// <param name="Name">The authority's name, if it is told by its name.</param>
/// <param name="Hash">The hash of its key or certificate, if it is told by a hash.</param>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6066#section-6">RFC 6066, 6</seealso>
public sealed record TrustedAuthority(byte IdentifierType, DistinguishedName? Name, byte[]? Hash)
{
    /// <summary>The name, or the hash in hex; of an authority that was agreed before nothing is told.</summary>
    public override string ToString() => Name?.ToString() ?? (Hash is null ? "pre_agreed" : Hex.Lower(Hash));

    internal static TrustedAuthority Read(ref WireReader r)
    {
        byte type = r.ReadUInt8("identifier_type");
        switch (type)
        {
            case 0:
                return new TrustedAuthority(type, null, null);
            case 1 or 3:
                return new TrustedAuthority(type, null, r.ReadBytes(20, "SHA1Hash"));
            case 2:
                return new TrustedAuthority(type, DistinguishedName.Read(ref r), null);
            default:
                r.Reject("identifier_type");
                return new TrustedAuthority(type, null, null);
        }
    }
}
