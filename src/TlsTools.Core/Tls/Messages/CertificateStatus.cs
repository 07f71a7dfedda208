using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>What the authority's OCSP responder says of the server's certificate.</summary>
/// <remarks>
/// <code>
/// struct {
///     CertificateStatusType status_type;
///     select (status_type) {
///         case ocsp: opaque OCSPResponse&lt;1..2^24-1&gt;;
///         case ocsp_multi: opaque OCSPResponse&lt;0..2^24-1&gt; list&lt;1..2^24-1&gt;;
///     } response;
/// } CertificateStatus;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6066#section-8">RFC 6066, 8</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6961#section-2.2">RFC 6961, 2.2</seealso>
public sealed record CertificateStatus : HandshakeMessage
{
    internal const byte Ocsp = 1;
    internal const byte OcspMulti = 2;

    /// <summary>1 for one response, 2 for a response a certificate.</summary>
    public required byte StatusType { get; init; }

    /// <summary>The responses, in DER; a certificate without one has an empty array.</summary>
    public required IReadOnlyList<byte[]> Responses { get; init; }

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context)
    {
        byte type = r.ReadUInt8("status_type");
        return new CertificateStatus { StatusType = type, Responses = ReadResponses(ref r, type) };
    }

    internal static IReadOnlyList<byte[]> ReadResponses(ref WireReader r, byte type) => type switch
    {
        Ocsp => [r.ReadOpaque24("OCSPResponse")],
        OcspMulti => r.ReadVector24("OCSPResponseList").ReadAll(static (ref WireReader list) => list.ReadOpaque24("OCSPResponse")),
        _ => [r.ReadRest("response")],
    };
}
