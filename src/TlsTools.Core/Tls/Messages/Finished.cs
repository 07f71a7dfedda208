using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>The proof that both ends saw the same handshake; encrypted, unless the suite does not encrypt.</summary>
/// <remarks>
/// <code>
/// struct {
///     opaque verify_data[verify_data_length];
/// } Finished;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.4.4">RFC 8446, 4.4.4</seealso>
public sealed record Finished : HandshakeMessage
{
    /// <summary>The proof.</summary>
    public required byte[] VerifyData { get; init; }

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context) => new Finished { VerifyData = r.ReadRest("verify_data") };
}
