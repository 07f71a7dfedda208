using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>One one-byte code: the mode of <c>heartbeat</c>, the choice of <c>supported_ekt_ciphers</c>.</summary>
/// <remarks>
/// <code>
/// struct {
///     HeartbeatMode mode;
/// } HeartbeatExtension;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6520#section-2">RFC 6520, 2</seealso>
public sealed record ByteCode : TlsExtension
{
    /// <summary>The code; for <c>heartbeat</c> 1 is <c>peer_allowed_to_send</c>, 2 <c>peer_not_allowed_to_send</c>.</summary>
    public required byte Code { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new ByteCode
    {
        Code = r.ReadUInt8("mode"),
    };
}
