using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The version and the key kinds of token binding.</summary>
/// <remarks>
/// <code>
/// struct {
///     TB_ProtocolVersion token_binding_version; /* uint8 major, minor */
///     TokenBindingKeyParameters key_parameters_list&lt;1..2^8-1&gt;
/// } TokenBindingParameters;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8472#section-2">RFC 8472, 2</seealso>
public sealed record TokenBindingParameters : TlsExtension
{
    /// <summary>The version's first number.</summary>
    public required byte Major { get; init; }

    /// <summary>The version's second number.</summary>
    public required byte Minor { get; init; }

    /// <summary>0 <c>rsa2048_pkcs1.5</c>, 1 <c>rsa2048_pss</c>, 2 <c>ecdsap256</c>, in the sender's order.</summary>
    public required byte[] KeyParameters { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new TokenBindingParameters
    {
        Major = r.ReadUInt8("major"),
        Minor = r.ReadUInt8("minor"),
        KeyParameters = r.ReadOpaque8("key_parameters_list"),
    };
}
