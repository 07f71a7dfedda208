using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>What the server chose for the Certificate message.</summary>
/// <remarks>
/// <code>
/// struct {
///     CertificateType certificate_type;
/// } ClientCertTypeExtension;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc7250#section-3">RFC 7250, 3</seealso>
public sealed record CertificateFormatChoice : TlsExtension
{
    /// <summary>The format.</summary>
    public required CertificateFormat Format { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new CertificateFormatChoice
    {
        Format = CertificateFormat.Read(ref r, "certificate_type"),
    };
}
