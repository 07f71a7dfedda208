using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>A DNSSEC chain for the server's TLSA record.</summary>
/// <remarks>
/// <code>
/// struct {
///     uint16 ExtSupportLifetime;
///     opaque AuthenticationChain[length];
/// } DnssecChainExtension; /* server */
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9102#section-2.2">RFC 9102, 2.2</seealso>
public sealed record DnssecChain : TlsExtension
{
    /// <summary>Hours for which the server will go on to send it.</summary>
    public required ushort SupportLifetime { get; init; }

    /// <summary>The records.</summary>
    public required byte[] Chain { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new DnssecChain
    {
        SupportLifetime = r.ReadUInt16("ExtSupportLifetime"),
        Chain = r.ReadRest("AuthenticationChain"),
    };
}
