using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace TlsTools.Wire;

/// <summary>Reads one element of a vector.</summary>
/// <typeparam name="T">The element.</typeparam>
/// <param name="reader">Stands at the element's first byte.</param>
public delegate T WireRead<T>(ref WireReader reader);

/// <summary>
/// Reads big-endian wire data front to back. The first fault sticks: from then on every read
/// yields an empty value and <see cref="AtEnd"/> is true, so parsers are written straight through.
/// </summary>
public ref struct WireReader
{
    private readonly FaultSlot _faults;
    private ReadOnlySpan<byte> _rest;
    private int _offset;

    /// <summary>Starts at the first byte of a unit.</summary>
    /// <param name="unit">The unit's bytes.</param>
    /// <param name="faults">Receives the first fault.</param>
    public WireReader(ReadOnlySpan<byte> unit, FaultSlot faults)
        : this(unit, faults, 0)
    {
    }

    private WireReader(ReadOnlySpan<byte> rest, FaultSlot faults, int offset)
    {
        _rest = rest;
        _faults = faults;
        _offset = offset;
    }

    /// <summary>Whether nothing more can be read: the end, or a fault, was reached.</summary>
    public readonly bool AtEnd => _rest.IsEmpty || _faults.First is not null;

    /// <summary>Whether a fault was reached.</summary>
    public readonly bool HasFault => _faults.First is not null;

    /// <summary>Bytes left to read.</summary>
    public readonly int Remaining => AtEnd ? 0 : _rest.Length;

    /// <summary>Everything left to read, in place.</summary>
    internal readonly ReadOnlySpan<byte> Rest => AtEnd ? default : _rest;

    /// <summary>Bytes from the start of the unit to the next read.</summary>
    public readonly int Offset => _offset;

    /// <summary>Reads <c>uint8</c>.</summary>
    /// <param name="field">The field, named as its specification names it.</param>
    public byte ReadUInt8(string field) => Take(1, field) is { Length: 1 } one ? one[0] : (byte)0;

    /// <summary>Reads <c>uint16</c>.</summary>
    /// <param name="field">The field, named as its specification names it.</param>
    public ushort ReadUInt16(string field) =>
        Take(2, field) is { Length: 2 } two ? BinaryPrimitives.ReadUInt16BigEndian(two) : (ushort)0;

    /// <summary>Reads <c>uint24</c>.</summary>
    /// <param name="field">The field, named as its specification names it.</param>
    public int ReadUInt24(string field) =>
        Take(3, field) is { Length: 3 } three ? (three[0] << 16) | (three[1] << 8) | three[2] : 0;

    /// <summary>Reads <c>uint32</c>.</summary>
    /// <param name="field">The field, named as its specification names it.</param>
    public uint ReadUInt32(string field) =>
        Take(4, field) is { Length: 4 } four ? BinaryPrimitives.ReadUInt32BigEndian(four) : 0;

    /// <summary>Reads <c>uint64</c>.</summary>
    /// <param name="field">The field, named as its specification names it.</param>
    public ulong ReadUInt64(string field) =>
        Take(8, field) is { Length: 8 } eight ? BinaryPrimitives.ReadUInt64BigEndian(eight) : 0;

    /// <summary>Reads the next byte without passing over it; 0 at the end.</summary>
    public readonly byte PeekUInt8() => AtEnd ? (byte)0 : _rest[0];

    /// <summary>Reads <c>opaque[count]</c> as a copy.</summary>
    /// <param name="count">How many bytes.</param>
    /// <param name="field">The field, named as its specification names it.</param>
    public byte[] ReadBytes(int count, string field) => Take(count, field).ToArray();

    /// <summary>Reads all that is left, as a copy.</summary>
    /// <param name="field">The field, named as its specification names it.</param>
    public byte[] ReadRest(string field) => Take(Remaining, field).ToArray();

    /// <summary>Reads a vector whose length was read before.</summary>
    /// <param name="length">The vector's bytes.</param>
    /// <param name="field">The field, named as its specification names it.</param>
    public WireReader ReadVector(int length, string field) => Nest(length, field);

    /// <summary>Reads a vector whose length stands before it in one byte: <c>&lt;0..2^8-1&gt;</c>.</summary>
    /// <param name="field">The field, named as its specification names it.</param>
    public WireReader ReadVector8(string field) => Nest(ReadUInt8(field), field);

    /// <summary>Reads a vector whose length stands before it in two bytes: <c>&lt;0..2^16-1&gt;</c>.</summary>
    /// <param name="field">The field, named as its specification names it.</param>
    public WireReader ReadVector16(string field) => Nest(ReadUInt16(field), field);

    /// <summary>Reads a vector whose length stands before it in three bytes: <c>&lt;0..2^24-1&gt;</c>.</summary>
    /// <param name="field">The field, named as its specification names it.</param>
    public WireReader ReadVector24(string field) => Nest(ReadUInt24(field), field);

    /// <summary>
    /// Reads as much as there is of a vector that may be cut off, <c>&lt;0..2^24-1&gt;</c>, so that its whole elements are not lost
    /// with the rest. The fault comes where an element is cut, or with <see cref="EndPresent"/>.
    /// </summary>
    /// <param name="field">The field, named as its specification names it.</param>
    /// <param name="missing">How many of its bytes are not there; goes to <see cref="EndPresent"/>.</param>
    public WireReader ReadPresentOfVector24(string field, out int missing)
    {
        int length = ReadUInt24(field);
        int present = Math.Min(length, Remaining);
        missing = length - present;
        return Nest(present, field);
    }

    /// <summary>Reports that bytes of a vector are missing, after what there is of it was read.</summary>
    /// <param name="field">The field, named as its specification names it.</param>
    /// <param name="missing">How many.</param>
    public readonly void EndPresent(string field, int missing)
    {
        if (missing > 0)
        {
            _faults.Report(FaultKind.Truncated, field, _offset);
        }
    }

    /// <summary>Reads a vector whose faults are its own and do not end this reader.</summary>
    /// <param name="field">The field, named as its specification names it.</param>
    /// <param name="faults">Receives the first fault inside the vector.</param>
    /// <param name="offset">Bytes from the start of the unit to the vector's first element.</param>
    /// <param name="length">The vector's bytes.</param>
    public WireReader ReadVector16(string field, FaultSlot faults, out int offset, out int length)
    {
        length = ReadUInt16(field);
        offset = _offset;
        ReadOnlySpan<byte> elements = Take(length, field);
        length = elements.Length;
        return new WireReader(elements, faults, offset);
    }

    /// <summary>Reads a vector as a copy; its length stands before it in one byte: <c>opaque&lt;0..2^8-1&gt;</c>.</summary>
    /// <param name="field">The field, named as its specification names it.</param>
    public byte[] ReadOpaque8(string field) => Take(ReadUInt8(field), field).ToArray();

    /// <summary>Reads a vector as a copy; its length stands before it in two bytes: <c>opaque&lt;0..2^16-1&gt;</c>.</summary>
    /// <param name="field">The field, named as its specification names it.</param>
    public byte[] ReadOpaque16(string field) => Take(ReadUInt16(field), field).ToArray();

    /// <summary>Reads a vector as a copy; its length stands before it in three bytes: <c>opaque&lt;0..2^24-1&gt;</c>.</summary>
    /// <param name="field">The field, named as its specification names it.</param>
    public byte[] ReadOpaque24(string field) => Take(ReadUInt24(field), field).ToArray();

    /// <summary>Reads all that is left as text that is safe to show.</summary>
    /// <param name="field">The field, named as its specification names it.</param>
    public string ReadRestAsText(string field) => WireText.FromUtf8(Take(Remaining, field));

    /// <summary>Reads all that is left in place; valid only as long as the unit's bytes are.</summary>
    /// <param name="field">The field, named as its specification names it.</param>
    public ReadOnlySpan<byte> ReadRestInPlace(string field) => Take(Remaining, field);

    /// <summary>Passes over bytes that nobody needs.</summary>
    /// <param name="count">How many bytes.</param>
    /// <param name="field">The field, named as its specification names it.</param>
    public void Skip(int count, string field) => Take(count, field);

    /// <summary>Reads elements until the end; an element that holds the fault is not kept.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="read">Reads one element and consumes at least one byte.</param>
    public IReadOnlyList<T> ReadAll<T>(WireRead<T> read)
    {
        List<T> elements = [];
        while (!AtEnd)
        {
            T element = read(ref this);
            if (_faults.First is null)
            {
                elements.Add(element);
            }
        }

        return elements;
    }

    /// <summary>Reports a value that the specification does not allow; reading ends here.</summary>
    /// <param name="field">The field, named as its specification names it.</param>
    public readonly void Reject(string field) => _faults.Report(FaultKind.InvalidValue, field, _offset);

    /// <summary>Keeps in mind that a part with a fault slot of its own holds a fault; reading goes on.</summary>
    /// <param name="fault">The part's fault.</param>
    internal readonly void NoteInner(Fault fault) => _faults.NoteInner(fault);

    /// <summary>Reports bytes that are left over.</summary>
    /// <param name="unit">What must end here.</param>
    public readonly void ExpectEnd(string unit)
    {
        if (!AtEnd)
        {
            _faults.Report(FaultKind.TrailingData, unit, _offset);
        }
    }

    private WireReader Nest(int length, string field)
    {
        int start = _offset;
        return new WireReader(Take(length, field), _faults, start);
    }

    private ReadOnlySpan<byte> Take(int count, string field)
    {
        if (count > _rest.Length)
        {
            _faults.Report(FaultKind.Truncated, field, _offset);
        }

        if (_faults.First is not null)
        {
            return _rest = default;
        }

        ReadOnlySpan<byte> taken = _rest.Slice(0, count);
        _rest = _rest.Slice(count);
        _offset += count;
        return taken;
    }
}
