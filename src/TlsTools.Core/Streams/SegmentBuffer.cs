using System;
using System.Buffers;

namespace TlsTools.Streams;

/// <summary>
/// Segments behind a hole, in order and without overlap: bytes that came first stay, as in most receivers and in Wireshark.
/// </summary>
internal sealed class SegmentBuffer
{
    private Piece[] _pieces = [];
    private int _first;

    /// <summary>Pieces kept.</summary>
    public int Count { get; private set; }

    /// <summary>Memory that the pieces take.</summary>
    public int Bytes { get; private set; }

    /// <summary>The piece with the lowest sequence number.</summary>
    public ref readonly Piece First => ref _pieces[_first];

    /// <summary>Sequence number after the last piece.</summary>
    public SequenceNumber End => _pieces[_first + Count - 1].End;

    /// <summary>Keeps what of a segment is not there yet.</summary>
    /// <param name="start">Sequence number of its first byte.</param>
    /// <param name="captured">The bytes captured.</param>
    /// <param name="length">The bytes that were on the wire.</param>
    /// <param name="unwanted">Bytes at the start whose values nobody will ask for.</param>
    /// <param name="provenance">The packet.</param>
    /// <returns>Whether anything was new.</returns>
    public bool Insert(SequenceNumber start, ReadOnlySpan<byte> captured, int length, int unwanted, in Provenance provenance)
    {
        bool added = false;
        int index = Count;
        while (index > 0 && _pieces[_first + index - 1].Start > start)
        {
            index--;
        }

        if (index > 0)
        {
            Cut(ref start, ref captured, ref length, ref unwanted, _pieces[_first + index - 1].End - start);
        }

        while (length > 0)
        {
            int room = index < Count ? Math.Min(_pieces[_first + index].Start - start, length) : length;
            if (room > 0)
            {
                Add(index, start, captured.Slice(0, Math.Min(room, captured.Length)), room, unwanted, provenance);
                added = true;
                index++;
            }

            int next = index < Count ? _pieces[_first + index].End - start : length;
            Cut(ref start, ref captured, ref length, ref unwanted, next);
            index++;
        }

        return added;
    }

    /// <summary>Takes the first piece out; the caller gives its bytes back with <see cref="Release"/>.</summary>
    public Piece Take()
    {
        Piece piece = _pieces[_first];
        _pieces[_first] = default;
        _first++;
        Bytes -= Cost(piece);
        if (--Count == 0)
        {
            _first = 0;
            if (_pieces.Length > KeptPieces)
            {
                _pieces = [];
            }
        }

        return piece;
    }

    /// <summary>Gives a piece's memory back.</summary>
    public static void Release(in Piece piece)
    {
        if (piece.Data is { } data)
        {
            ArrayPool<byte>.Shared.Return(data);
        }
    }

    /// <summary>Drops all pieces.</summary>
    public void Clear()
    {
        while (Count > 0)
        {
            Release(Take());
        }
    }

    private static void Cut(ref SequenceNumber start, ref ReadOnlySpan<byte> captured, ref int length, ref int unwanted, int count)
    {
        if (count > 0)
        {
            count = Math.Min(count, length);
            start += count;
            length -= count;
            captured = captured.Slice(Math.Min(count, captured.Length));
            unwanted = Math.Max(0, unwanted - count);
        }
    }

    private static int Cost(in Piece piece) => PieceOverhead + (piece.Data?.Length ?? 0);

    private void Add(int index, SequenceNumber start, ReadOnlySpan<byte> captured, int length, int unwanted, in Provenance provenance)
    {
        MakeRoom(index);
        byte[]? data = null;
        if (captured.Length > unwanted)
        {
            data = ArrayPool<byte>.Shared.Rent(captured.Length);
            captured.CopyTo(data);
        }

        ref Piece piece = ref _pieces[_first + index];
        piece = new Piece { Start = start, Length = length, Captured = captured.Length, Data = data, Provenance = provenance };
        Count++;
        Bytes += Cost(piece);
    }

    private void MakeRoom(int index)
    {
        if (_first + Count == _pieces.Length)
        {
            Piece[] source = _pieces;
            if (_first < _pieces.Length / 2 || _pieces.Length == 0)
            {
                _pieces = new Piece[Math.Max(KeptPieces, _pieces.Length * 2)];
            }

            Array.Copy(source, _first, _pieces, 0, Count);
            if (source == _pieces)
            {
                Array.Clear(_pieces, Count, _first); // what stood behind was copied to the front
            }

            _first = 0;
        }

        Array.Copy(_pieces, _first + index, _pieces, _first + index + 1, Count - index);
    }

    /// <summary>A run of bytes of one packet.</summary>
    internal struct Piece
    {
        /// <summary>Sequence number of the first byte.</summary>
        public SequenceNumber Start;

        /// <summary>Bytes on the wire.</summary>
        public int Length;

        /// <summary>Bytes captured, the first of them.</summary>
        public int Captured;

        /// <summary>The captured bytes; null when nobody wants them.</summary>
        public byte[]? Data;

        /// <summary>The packet.</summary>
        public Provenance Provenance;

        /// <summary>Sequence number after the last byte.</summary>
        public readonly SequenceNumber End => Start + Length;
    }

    // Room that a direction keeps for its next hole: one lost segment and some behind it are the rule, more the exception.
    private const int KeptPieces = 4;

    // What a piece costs besides its bytes: itself, and the smallest rented array. Counted so that empty or tiny segments are not free.
    private const int PieceOverhead = 64;
}
