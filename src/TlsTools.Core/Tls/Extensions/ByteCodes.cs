using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>One-byte codes of a registry that few use: <c>user_mapping</c>, <c>client_authz</c>, <c>server_authz</c>, <c>supported_ekt_ciphers</c>.</summary>
/// <remarks>
/// <code>
/// struct {
///     AuthzDataFormat authz_format_list&lt;1..2^8-1&gt;;
/// } AuthzDataFormats;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5878#section-2.3">RFC 5878, 2.3</seealso>
public sealed record ByteCodes : TlsExtension
{
    /// <summary>The codes in the sender's order.</summary>
    public required byte[] Codes { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new ByteCodes
    {
        Codes = r.ReadOpaque8("authz_format_list"),
    };
}
