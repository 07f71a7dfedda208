using System;
using System.Collections.Generic;
using TlsTools.Streams;

namespace TlsTools.Protection;

/// <summary>Which bytes of one direction of a connection are kept; all others are zeros in the copy.</summary>
/// <remarks>An application data record that follows one of its length costs nothing, any other one 24 bytes.</remarks>
internal sealed class StreamPlan
{
    private readonly List<Piece> _pieces = [];
    private readonly List<Patch> _patches = [];
    private long _latest;

    /// <summary>The sequence number of offset 0; null where the direction has no bytes.</summary>
    public SequenceNumber? Base { get; set; }

    /// <summary>Keeps bytes, behind all that was kept before.</summary>
    public void Keep(long offset, int length)
    {
        if (length <= 0)
        {
            return;
        }

        if (_pieces.Count > 0 && _pieces[_pieces.Count - 1] is { Count: 1 } last && last.Offset + last.Length == offset)
        {
            _pieces[_pieces.Count - 1] = new Piece(last.Offset, last.Length + length, 0, 1);
        }
        else
        {
            _pieces.Add(new Piece(offset, length, 0, 1));
        }
    }

    /// <summary>Keeps the header of a record whose content is not kept.</summary>
    public void KeepHeader(long offset, int headerLength, int recordLength)
    {
        int stride = headerLength + recordLength;
        if (_pieces.Count > 0)
        {
            Piece last = _pieces[_pieces.Count - 1];
            bool continues = last.Length == headerLength && last.Offset + ((long)last.Count * last.Stride) == offset && last.Stride == stride;
            if (continues && last.Count < int.MaxValue)
            {
                _pieces[_pieces.Count - 1] = last with { Count = last.Count + 1 };
                return;
            }
        }

        _pieces.Add(new Piece(offset, headerLength, stride, 1));
    }

    /// <summary>Puts other bytes into the place of some that are kept.</summary>
    public void Replace(long offset, byte[] bytes) => _patches.Add(new Patch(offset, bytes));

    /// <summary>No more is planned.</summary>
    /// <param name="before">What is kept in place of the first bytes, of which nothing was kept so far.</param>
    public void Close(ReadOnlySpan<byte> before)
    {
        if (!before.IsEmpty)
        {
            _pieces.Insert(0, new Piece(0, before.Length, 0, 1));
            Replace(0, before.ToArray());
        }

        _patches.Sort((left, right) => left.Offset.CompareTo(right.Offset));
        _pieces.TrimExcess();
        _patches.TrimExcess();
    }

    /// <summary>Where in the stream a segment begins.</summary>
    /// <param name="sequence">Of its first byte; the segments of a direction must be asked for in the order of the capture.</param>
    public long OffsetOf(SequenceNumber sequence)
    {
        // A stream may be longer than sequence numbers: what is meant is the place nearest to the latest one.
        SequenceNumber latest = Base!.Value + unchecked((int)(uint)_latest);
        long offset = _latest + (sequence - latest);
        _latest = Math.Max(_latest, offset);
        return offset;
    }

    /// <summary>Copies what is kept of a segment; the rest is left as it is.</summary>
    /// <returns>How many bytes were kept, and how many there are up to the last of them.</returns>
    public (int Kept, int End) Copy(long offset, ReadOnlySpan<byte> payload, Span<byte> copy)
    {
        long end = offset + payload.Length;
        int kept = 0;
        int last = 0;
        for (int index = FindPiece(offset); index < _pieces.Count && _pieces[index].Offset < end; index++)
        {
            Piece piece = _pieces[index];
            long repeat = piece.Stride == 0 ? 0 : Math.Max(0, (offset - piece.Offset) / piece.Stride);
            for (; repeat < piece.Count; repeat++)
            {
                long start = piece.Offset + (repeat * piece.Stride);
                if (start >= end)
                {
                    break;
                }

                long from = Math.Max(start, offset);
                long to = Math.Min(start + piece.Length, end);
                if (from < to)
                {
                    payload.Slice((int)(from - offset), (int)(to - from)).CopyTo(copy.Slice((int)(from - offset)));
                    kept += (int)(to - from);
                    last = (int)(to - offset);
                }
            }
        }

        Overwrite(offset, end, copy);
        return (kept, last);
    }

    private void Overwrite(long offset, long end, Span<byte> copy)
    {
        for (int index = FindPatch(offset); index < _patches.Count && _patches[index].Offset < end; index++)
        {
            Patch patch = _patches[index];
            long from = Math.Max(patch.Offset, offset);
            long to = Math.Min(patch.Offset + patch.Bytes.Length, end);
            if (from < to)
            {
                patch.Bytes.AsSpan((int)(from - patch.Offset), (int)(to - from)).CopyTo(copy.Slice((int)(from - offset)));
            }
        }
    }

    // Pieces are in order and apart; so the one to begin with is the last that begins at or before the place.
    private int FindPiece(long offset)
    {
        int low = 0;
        int high = _pieces.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _pieces[middle].Offset <= offset ? (middle + 1, high) : (low, middle);
        }

        return Math.Max(0, low - 1);
    }

    private int FindPatch(long offset)
    {
        int low = 0;
        int high = _patches.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _patches[middle].Offset + _patches[middle].Bytes.Length <= offset ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private readonly record struct Piece(long Offset, int Length, int Stride, int Count);

    private readonly record struct Patch(long Offset, byte[] Bytes);
}
