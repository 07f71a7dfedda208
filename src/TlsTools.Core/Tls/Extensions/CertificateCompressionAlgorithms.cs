using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The algorithms by which the sender takes a compressed Certificate.</summary>
/// <remarks>
/// <code>
/// struct {
///     CertificateCompressionAlgorithm algorithms&lt;2..2^8-2&gt;;
/// } CertificateCompressionAlgorithms;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8879#section-3">RFC 8879, 3</seealso>
public sealed record CertificateCompressionAlgorithms : TlsExtension
{
    /// <summary>The algorithms in the sender's order.</summary>
    public required IReadOnlyList<CertificateCompressionAlgorithm> Algorithms { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new CertificateCompressionAlgorithms
    {
        Algorithms = CertificateCompressionAlgorithm.ReadAll(r.ReadVector8("algorithms"), "algorithms"),
    };
}
