using System;
using System.Collections.Generic;

namespace TlsTools.Network;

/// <summary>A datagram of which some fragments are still missing.</summary>
/// <param name="key">What its fragments have in common.</param>
/// <param name="started">When its first fragment was captured, in nanoseconds.</param>
internal sealed class FragmentedDatagram(FragmentKey key, long started)
{
    // Sorted, apart from each other: what is there already. Fragments begin at multiples of 8, so there are at most 4096.
    private readonly List<(int Start, int End)> _ranges = [];
    private byte[] _bytes = [];
    private int? _length;
    private byte? _protocol;

    /// <summary>What its fragments have in common.</summary>
    public FragmentKey Key { get; } = key;

    /// <summary>When its first fragment was captured, in nanoseconds.</summary>
    public long Started { get; } = started;

    /// <summary>The memory it holds.</summary>
    public int Capacity => _bytes.Length;

    /// <summary>The protocol that its first fragment names.</summary>
    public byte Protocol => _protocol ?? 0;

    /// <summary>Whether every byte is there.</summary>
    public bool IsComplete => _length is { } length && _protocol is not null && _ranges.Count > 0 && _ranges[0] is (0, var end) && end >= length;

    /// <summary>The whole datagram.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length ?? 0);

    /// <summary>Adds a fragment. Bytes that are there already stay as they came first.</summary>
    /// <param name="offset">Where it belongs.</param>
    /// <param name="more">Whether it is not the last.</param>
    /// <param name="protocol">What its header says that the datagram carries.</param>
    /// <param name="fragment">Its bytes.</param>
    public void Add(int offset, bool more, byte protocol, ReadOnlySpan<byte> fragment)
    {
        int end = offset + fragment.Length;
        Grow(end);
        if (!more)
        {
            _length ??= end;
        }

        if (offset == 0)
        {
            _protocol ??= protocol;
        }

        int at = 0;
        int position = offset;
        while (at < _ranges.Count && _ranges[at].End < offset)
        {
            at++;
        }

        int first = at;
        for (; at < _ranges.Count && _ranges[at].Start <= end; at++)
        {
            (int start, int next) = _ranges[at];
            Copy(fragment, offset, position, Math.Min(start, end));
            position = Math.Max(position, next);
        }

        Copy(fragment, offset, position, end);
        if (at == first)
        {
            _ranges.Insert(first, (offset, end));
            return;
        }

        (int Start, int End) merged = (Math.Min(offset, _ranges[first].Start), Math.Max(end, _ranges[at - 1].End));
        _ranges.RemoveRange(first, at - first);
        _ranges.Insert(first, merged);
    }

    private void Copy(ReadOnlySpan<byte> fragment, int offset, int from, int to)
    {
        if (from < to)
        {
            fragment.Slice(from - offset, to - from).CopyTo(_bytes.AsSpan(from));
        }
    }

    private void Grow(int length)
    {
        if (length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(length, Math.Min(_bytes.Length * 2, FragmentStore.MaximumDatagram)));
        }
    }
}
