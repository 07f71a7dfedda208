using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>What ties a renegotiation to the handshake before it; empty in the first one.</summary>
/// <remarks>
/// <code>
/// struct {
///     opaque renegotiated_connection&lt;0..255&gt;;
/// } RenegotiationInfo;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5746#section-3.2">RFC 5746, 3.2</seealso>
public sealed record RenegotiationInfo : TlsExtension
{
    /// <summary>The Finished of the client, and from the server its own too.</summary>
    public required byte[] RenegotiatedConnection { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new RenegotiationInfo
    {
        RenegotiatedConnection = r.ReadOpaque8("renegotiated_connection"),
    };
}
