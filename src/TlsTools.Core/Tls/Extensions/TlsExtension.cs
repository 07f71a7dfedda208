using System;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>One extension of a message, read as far as its bytes allow.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2">RFC 8446, 4.2</seealso>
public abstract record TlsExtension
{
    /// <summary>The extension's type.</summary>
    public ExtensionType Type { get; internal set; }

    /// <summary>The extension's data as sent: without the type and the length that stand before it.</summary>
    public byte[] RawData => Data.ToArray();

    /// <summary>The first thing wrong in the data, or <see langword="null"/>; the fields before it hold what was read.</summary>
    public Fault? Fault { get; internal set; }

    /// <summary>A slice of the message's own bytes, so that an extension costs no copy.</summary>
    internal ReadOnlyMemory<byte> Data { get; set; }

    /// <summary>The extension's name.</summary>
    public sealed override string ToString() => Type.ToString();
}
