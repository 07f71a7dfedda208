using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>What logs of Certificate Transparency promised for a certificate.</summary>
/// <remarks>
/// <code>
/// opaque SerializedSCT&lt;1..2^16-1&gt;;
/// struct {
///     SerializedSCT sct_list&lt;1..2^16-1&gt;;
/// } SignedCertificateTimestampList;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6962#section-3.3">RFC 6962, 3.3</seealso>
public sealed record SignedCertificateTimestampList : TlsExtension
{
    /// <summary>The timestamps.</summary>
    public required IReadOnlyList<SignedCertificateTimestamp> Timestamps { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new SignedCertificateTimestampList
    {
        Timestamps = r.ReadVector16("sct_list").ReadAll(SignedCertificateTimestamp.Read),
    };
}
