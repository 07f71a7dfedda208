using System;
using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>One message of the handshake protocol, read as far as its bytes allow.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4">RFC 8446, 4</seealso>
public abstract record HandshakeMessage
{
    /// <summary>The message's type.</summary>
    public HandshakeType Type { get; internal set; }

    /// <summary>The message's body as sent: without the type and the length that stand before it.</summary>
    public byte[] RawData { get; internal set; } = Array.Empty<byte>();

    /// <summary>The first thing wrong in the body, or <see langword="null"/>; the fields before it hold what was read.</summary>
    public Fault? Fault { get; internal set; }

    /// <summary>The message in a few words, for instance <c>ServerHello TLS 1.2, TLS_AES_128_GCM_SHA256</c>; safe to show on a terminal.</summary>
    public string Summary => Details is { Length: > 0 } details ? $"{Title} {details}" : Title;

    /// <summary>The name that leads the summary.</summary>
    private protected virtual string Title => Type.ToString();

    /// <summary>What the summary says beside the name.</summary>
    private protected virtual string? Details => null;

    /// <summary>The summary.</summary>
    public sealed override string ToString() => Summary;
}
