using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>What the server leaves out since the client still has it.</summary>
/// <remarks>
/// <code>
/// struct {
///     CachedInformationType cached_info&lt;1..2^16-1&gt;;
/// } CachedInformation; /* server */
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc7924#section-3">RFC 7924, 3</seealso>
public sealed record CachedInformationChoice : TlsExtension
{
    /// <summary>1 <c>cert</c>, 2 <c>cert_req</c>.</summary>
    public required byte[] ObjectTypes { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new CachedInformationChoice
    {
        ObjectTypes = r.ReadOpaque16("cached_info"),
    };
}
