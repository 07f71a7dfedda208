using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>The client's proof of its channel key, sent in a message of its own before TLS 1.3.</summary>
/// <remarks>
/// <code>
/// struct {
///     Extension extensions; /* channel_id: opaque x[32], y[32], r[32], s[32] */
/// } EncryptedExtensions;
/// </code>
/// </remarks>
/// <seealso href="https://datatracker.ietf.org/doc/html/draft-balfanz-tls-channelid-01">draft-balfanz-tls-channelid</seealso>
public sealed record ChannelId : HandshakeMessage
{
    /// <summary>The extension under which the proof stands.</summary>
    public required ExtensionType ExtensionType { get; init; }

    /// <summary>The public key and the signature, 32 bytes for each of <c>x</c>, <c>y</c>, <c>r</c>, <c>s</c>.</summary>
    public required byte[] Proof { get; init; }

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context) => new ChannelId
    {
        ExtensionType = ExtensionType.Read(ref r, "extension_type"),
        Proof = r.ReadOpaque16("extension_data"),
    };
}
