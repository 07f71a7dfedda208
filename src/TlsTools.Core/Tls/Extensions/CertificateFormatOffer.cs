using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>What a client can send, or take, in the Certificate message.</summary>
/// <remarks>
/// <code>
/// struct {
///     CertificateType certificate_types&lt;1..2^8-1&gt;;
/// } ClientCertTypeExtension;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc7250#section-3">RFC 7250, 3</seealso>
public sealed record CertificateFormatOffer : TlsExtension
{
    /// <summary>The formats in the client's order.</summary>
    public required IReadOnlyList<CertificateFormat> Formats { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new CertificateFormatOffer
    {
        Formats = CertificateFormat.ReadAll(r.ReadVector8("certificate_types"), "certificate_types"),
    };
}
