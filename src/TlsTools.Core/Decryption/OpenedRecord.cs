using System;
using TlsTools.Tls;

namespace TlsTools.Decryption;

/// <summary>What a protected record turned out to hold.</summary>
internal readonly ref struct OpenedRecord
{
    /// <summary>The type of the content.</summary>
    public ContentType Type { get; init; }

    /// <summary>The content, valid until the next record; empty for application data, which is dropped.</summary>
    public ReadOnlySpan<byte> Content { get; init; }
}
