using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>Whether the server took the inner ClientHello, for those who have its secret.</summary>
/// <remarks>
/// <code>
/// struct {
///     opaque confirmation[8];
/// } ECHHelloRetryRequest;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9849#section-5">RFC 9849, 5</seealso>
public sealed record EchConfirmation : TlsExtension
{
    /// <summary>The proof.</summary>
    public required byte[] Confirmation { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new EchConfirmation
    {
        Confirmation = r.ReadBytes(8, "confirmation"),
    };
}
