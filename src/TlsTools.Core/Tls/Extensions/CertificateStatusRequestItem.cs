using System.Globalization;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>One way in which the client takes the state of certificates.</summary>
/// <remarks>
/// <code>
/// struct {
///     CertificateStatusType status_type;
///     uint16 request_length;
///     select (status_type) {
///         case ocsp: OCSPStatusRequest;
///         case ocsp_multi: OCSPStatusRequest;
///     } request;
/// } CertificateStatusRequestItemV2;
/// </code>
/// </remarks>
/// <param name="StatusType">1 for one response, 2 for one a certificate.</param>
/// <param name="Request">The request.</param>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6961#section-2.2">RFC 6961, 2.2</seealso>
public sealed record CertificateStatusRequestItem(byte StatusType, byte[] Request)
{
    /// <summary>The RFC's name of the kind of answer, or its number.</summary>
    public override string ToString() => StatusType switch { 1 => "ocsp", 2 => "ocsp_multi", _ => StatusType.ToString(CultureInfo.InvariantCulture) };

    internal static CertificateStatusRequestItem Read(ref WireReader r) =>
        new(r.ReadUInt8("status_type"), r.ReadOpaque16("request"));
}
