using System;

namespace TlsTools.Carriers;

/// <summary>Bytes of one direction that were not read yet; nothing is allocated until there are some.</summary>
internal struct PendingBytes
{
    private byte[]? _bytes;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>All of them.</summary>
    public readonly ReadOnlySpan<byte> Span => new(_bytes, 0, Count);

    /// <summary>Adds bytes.</summary>
    /// <param name="bytes">What to add.</param>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_bytes is null || _bytes.Length - Count < bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(Count + bytes.Length, Count * 2));
        }

        bytes.CopyTo(_bytes.AsSpan(Count));
        Count += bytes.Length;
    }

    /// <summary>Takes bytes off the front.</summary>
    /// <param name="count">How many.</param>
    public void Consume(int count)
    {
        Span.Slice(count).CopyTo(_bytes);
        Count -= count;
    }
}
