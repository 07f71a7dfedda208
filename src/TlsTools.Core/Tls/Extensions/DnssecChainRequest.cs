using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The client's wish for a DNSSEC chain for the server's TLSA record.</summary>
/// <remarks>
/// <code>
/// struct {
///     uint16 PortNumber;
/// } DnssecChainExtension; /* client */
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9102#section-2.2">RFC 9102, 2.2</seealso>
public sealed record DnssecChainRequest : TlsExtension
{
    /// <summary>The port for which the TLSA record stands.</summary>
    public required ushort PortNumber { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new DnssecChainRequest
    {
        PortNumber = r.ReadUInt16("PortNumber"),
    };
}
