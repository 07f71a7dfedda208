using System;
using System.Buffers;

namespace TlsTools.Handshakes;

/// <summary>The handshake bytes of one sender, in a rented array that grows.</summary>
/// <param name="budget">What all senders share.</param>
internal struct KeptBytes(MemoryBudget budget)
{
    private byte[]? _bytes;

    /// <summary>How many bytes are kept.</summary>
    public int Count { get; private set; }

    /// <summary>All of them.</summary>
    public readonly ReadOnlySpan<byte> Span => new(_bytes, 0, Count);

    /// <summary>Adds bytes, as far as the limit lets it.</summary>
    /// <param name="bytes">What to add.</param>
    /// <returns>Whether all were kept.</returns>
    public bool Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaximumKept - Count || !TryGrow(Count + bytes.Length))
        {
            return false;
        }

        bytes.CopyTo(_bytes.AsSpan(Count));
        Count += bytes.Length;
        return true;
    }

    /// <summary>Gives the rented array back; nothing is kept any more.</summary>
    public void Release()
    {
        GiveBack(_bytes);
        _bytes = null;
        Count = 0;
    }

    private bool TryGrow(int needed)
    {
        if (needed <= _bytes?.Length)
        {
            return true;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _bytes is null ? FirstSize : _bytes.Length * 2));
        if (!budget.TryTake(larger.Length))
        {
            ArrayPool<byte>.Shared.Return(larger);
            return false;
        }

        Span.CopyTo(larger);
        GiveBack(_bytes);
        _bytes = larger;
        return true;
    }

    private readonly void GiveBack(byte[]? bytes)
    {
        if (bytes is not null)
        {
            budget.Return(bytes.Length);
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    // A ClientHello of today without post-quantum shares; most flights of servers need one step more.
    private const int FirstSize = 1024;

    // Protects the reader's memory from a peer that sends handshake messages without end. Chains of several hundred
    // certificates, which OpenSSL and Java refuse (their own limits are 100 kB and 64 kB), still fit.
    private const int MaximumKept = 1 << 20;
}
