using System;
using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>One message of the handshake protocol, read as far as its bytes allow.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4">RFC 8446, 4</seealso>
public abstract record HandshakeMessage
{
    // By code, because an enumeration looks for its name each time; the messages of SSL 2.0 have codes from 0x200 on.
    private static readonly string?[] s_names = new string?[0x300];

    /// <summary>The message's type.</summary>
    public HandshakeType Type { get; internal set; }

    /// <summary>The message's body as sent: without the type and the length that stand before it.</summary>
    public byte[] RawData => field ??= Body.ToArray();

    /// <summary>The first thing wrong in the body, or <see langword="null"/>; the fields before it hold what was read.</summary>
    public Fault? Fault { get; internal set; }

    /// <summary>The body in the bytes of its source, so that a message costs no copy.</summary>
    internal ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>The message in a few words, for instance <c>ServerHello TLS 1.2, TLS_AES_128_GCM_SHA256</c>; safe to show on a terminal.</summary>
    public string Summary => Details is { Length: > 0 } details ? $"{Title} {details}" : Title;

    /// <summary>The name that leads the summary.</summary>
    private protected virtual string Title => (int)Type < s_names.Length ? s_names[(int)Type] ??= Type.ToString() : Type.ToString();

    /// <summary>What the summary says beside the name.</summary>
    private protected virtual string? Details => null;

    /// <summary>The summary.</summary>
    public sealed override string ToString() => Summary;
}
