using TlsTools.Tls.Messages;
using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The client's wish for an OCSP response with the certificate.</summary>
/// <remarks>
/// <code>
/// struct {
///     CertificateStatusType status_type;
///     select (status_type) {
///         case ocsp: ResponderID responder_id_list&lt;0..2^16-1&gt;; Extensions request_extensions&lt;0..2^16-1&gt;;
///     } request;
/// } CertificateStatusRequest;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6066#section-8">RFC 6066, 8</seealso>
public sealed record CertificateStatusRequest : TlsExtension
{
    /// <summary>1 for OCSP.</summary>
    public required byte StatusType { get; init; }

    /// <summary>The responders that the client trusts, in DER; empty for any.</summary>
    public required IReadOnlyList<byte[]> ResponderIds { get; init; }

    /// <summary>The extensions for the responder, in DER.</summary>
    public required byte[] RequestExtensions { get; init; }

    internal static TlsExtension Read(ref WireReader r)
    {
        byte type = r.ReadUInt8("status_type");
        if (type != CertificateStatus.Ocsp)
        {
            return new CertificateStatusRequest { StatusType = type, ResponderIds = [], RequestExtensions = r.ReadRest("request") };
        }

        return new CertificateStatusRequest
        {
            StatusType = type,
            ResponderIds = r.ReadVector16("responder_id_list").ReadAll(static (ref WireReader list) => list.ReadOpaque16("ResponderID")),
            RequestExtensions = r.ReadOpaque16("request_extensions"),
        };
    }
}
