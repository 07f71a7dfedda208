using TlsTools.Tls.Messages;
using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The OCSP response for one certificate of the chain.</summary>
/// <remarks>
/// <code>
/// struct {
///     CertificateStatusType status_type;
///     select (status_type) {
///         case ocsp: OCSPResponse;
///     } response;
/// } CertificateStatus;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2.1">RFC 8446, 4.4.2.1</seealso>
public sealed record CertificateStatusResponse : TlsExtension
{
    /// <summary>1 for OCSP.</summary>
    public required byte StatusType { get; init; }

    /// <summary>The responses, in DER.</summary>
    public required IReadOnlyList<byte[]> Responses { get; init; }

    internal static TlsExtension Read(ref WireReader r)
    {
        byte type = r.ReadUInt8("status_type");
        return new CertificateStatusResponse { StatusType = type, Responses = CertificateStatus.ReadResponses(ref r, type) };
    }
}
