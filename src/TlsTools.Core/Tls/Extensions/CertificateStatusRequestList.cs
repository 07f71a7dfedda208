using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The client's wish for OCSP responses for the whole chain: <c>status_request_v2</c>.</summary>
/// <remarks>
/// <code>
/// struct {
///     CertificateStatusRequestItemV2 certificate_status_req_list&lt;1..2^16-1&gt;;
/// } CertificateStatusRequestListV2;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6961#section-2.2">RFC 6961, 2.2</seealso>
public sealed record CertificateStatusRequestList : TlsExtension
{
    /// <summary>The requests in the client's order.</summary>
    public required IReadOnlyList<CertificateStatusRequestItem> Requests { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new CertificateStatusRequestList
    {
        Requests = r.ReadVector16("certificate_status_req_list").ReadAll(CertificateStatusRequestItem.Read),
    };
}
