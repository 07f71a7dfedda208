using System;
using System.Collections.Generic;

namespace TlsTools.Stores.Formats;

/// <summary>What stands between a <c>BEGIN</c> and its <c>END</c>.</summary>
internal sealed record PemBlock
{
    /// <summary>The words after <c>BEGIN</c>.</summary>
    public required string Label { get; init; }

    /// <summary>The decoded bytes; <see langword="null"/> when they are not base64 or the end is missing.</summary>
    public byte[]? Content { get; init; }

    /// <summary>The headers before the base64, by name.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The name that OpenSSL wrote before the block, from the store it came from.</summary>
    public string? FriendlyName { get; init; }

    /// <summary>The line of the <c>BEGIN</c>, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>Clears the bytes of a key after it was read.</summary>
    public void Clear()
    {
        if (Content is not null)
        {
            Array.Clear(Content, 0, Content.Length);
        }
    }
}
