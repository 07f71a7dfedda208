using System;
using System.Collections.Generic;
using System.Formats.Asn1;
using System.Globalization;
using System.Numerics;
using TlsTools.Wire;

namespace TlsTools.X509;

/// <summary>
/// Reads DER front to back as <see cref="WireReader"/> reads wire data: the first fault sticks, from then on every read yields
/// an empty value. Lengths that are longer than DER allows are taken too, because peers that send them exist and must be shown.
/// </summary>
/// <seealso href="https://www.itu.int/rec/T-REC-X.690">X.690</seealso>
internal ref struct DerReader
{
    private readonly FaultSlot _faults;
    private ReadOnlySpan<byte> _rest;
    private int _offset;

    public DerReader(ReadOnlySpan<byte> encoded, FaultSlot faults, int offset = 0)
    {
        _rest = encoded;
        _faults = faults;
        _offset = offset;
    }

    public readonly bool AtEnd => _rest.IsEmpty || _faults.First is not null;

    /// <summary>Whether the next value has this tag; nothing is read.</summary>
    public readonly bool NextIs(Asn1Tag tag) =>
        !AtEnd && Asn1Tag.TryDecode(_rest, out Asn1Tag next, out _) && next.HasSameClassAndValue(tag);

    /// <summary>Reads one value of any type with its tag and length.</summary>
    public ReadOnlySpan<byte> ReadEncoded(string field, out Asn1Tag tag)
    {
        ReadOnlySpan<byte> before = _rest;
        Take(field, out tag, out _);
        return before.Slice(0, before.Length - (_faults.First is null ? _rest.Length : before.Length));
    }

    /// <summary>Reads the contents of a primitive value.</summary>
    public ReadOnlySpan<byte> ReadContents(Asn1Tag expected, string field)
    {
        int start = _offset;
        ReadOnlySpan<byte> contents = Take(field, out Asn1Tag tag, out _);
        if (!tag.HasSameClassAndValue(expected) || tag.IsConstructed)
        {
            _faults.Report(FaultKind.InvalidValue, field, start);
            return default;
        }

        return contents;
    }

    /// <summary>Reads a value that holds others: a SEQUENCE, a SET or an explicit tag.</summary>
    public DerReader ReadConstructed(Asn1Tag expected, string field)
    {
        int start = _offset;
        ReadOnlySpan<byte> contents = Take(field, out Asn1Tag tag, out int contentOffset);
        if (!tag.HasSameClassAndValue(expected) || !tag.IsConstructed)
        {
            _faults.Report(FaultKind.InvalidValue, field, start);
            return new DerReader(default, _faults, start);
        }

        return new DerReader(contents, _faults, start + contentOffset);
    }

    public DerReader ReadSequence(string field) => ReadConstructed(Asn1Tag.Sequence, field);

    public bool ReadBoolean(string field) => ReadContents(Asn1Tag.Boolean, field) is { Length: 1 } octet ? octet[0] != 0 : Reject(field);

    /// <summary>Reads a small INTEGER; one that does not fit is refused.</summary>
    public int ReadInt32(string field)
    {
        ReadOnlySpan<byte> contents = ReadContents(Asn1Tag.Integer, field);
        if (contents.Length is 0 or > sizeof(int))
        {
            return Reject(field) ? 1 : 0;
        }

        int value = (sbyte)contents[0];
        foreach (byte octet in contents.Slice(1))
        {
            value = (value << 8) | octet;
        }

        return value;
    }

    /// <summary>Reads a BIT STRING: its octets, without the count of unused bits before them.</summary>
    public ReadOnlySpan<byte> ReadBits(string field)
    {
        ReadOnlySpan<byte> contents = ReadContents(Asn1Tag.PrimitiveBitString, field);
        if (contents.IsEmpty || contents[0] > 7 || (contents.Length == 1 && contents[0] != 0))
        {
            Reject(field);
            return default;
        }

        return contents.Slice(1);
    }

    public string ReadObjectIdentifier(string field)
    {
        ReadOnlySpan<byte> contents = ReadContents(Asn1Tag.ObjectIdentifier, field);
        if (TryFormatObjectIdentifier(contents, out string text))
        {
            return text;
        }

        Reject(field);
        return string.Empty;
    }

    /// <summary>Writes an object identifier's contents with dots.</summary>
    /// <seealso href="https://www.itu.int/rec/T-REC-X.690">X.690, 8.19</seealso>
    public static bool TryFormatObjectIdentifier(ReadOnlySpan<byte> contents, out string text)
    {
        text = string.Empty;
        if (contents.Length is 0 or > LongestObjectIdentifier || (contents[contents.Length - 1] & 0x80) != 0)
        {
            return false;
        }

        List<string> arcs = [];
        BigInteger arc = BigInteger.Zero;
        foreach (byte octet in contents)
        {
            arc = (arc << 7) | (octet & 0x7f);
            if ((octet & 0x80) != 0)
            {
                continue;
            }

            if (arcs.Count == 0)
            {
                BigInteger root = BigInteger.Min(2, arc / 40);
                arcs.Add(root.ToString(CultureInfo.InvariantCulture));
                arc -= root * 40;
            }

            arcs.Add(arc.ToString(CultureInfo.InvariantCulture));
            arc = BigInteger.Zero;
        }

        text = string.Join(".", arcs);
        return true;
    }

    /// <summary>Reads DER that stands inside contents which this reader has just read.</summary>
    public readonly DerReader Within(ReadOnlySpan<byte> contents) => new(contents, _faults, _offset - contents.Length);

    /// <summary>Reports bytes that are left over.</summary>
    public readonly void ExpectEnd(string unit)
    {
        if (!AtEnd)
        {
            _faults.Report(FaultKind.TrailingData, unit, _offset);
        }
    }

    /// <summary>Reports a value that its specification does not allow.</summary>
    public readonly bool Reject(string field)
    {
        _faults.Report(FaultKind.InvalidValue, field, _offset);
        return false;
    }

    private ReadOnlySpan<byte> Take(string field, out Asn1Tag tag, out int contentOffset)
    {
        int contentLength = 0;
        contentOffset = 0;
        tag = default;
        if (_faults.First is null && ReadHeader(_rest, out tag, out contentOffset, out contentLength) is { } kind)
        {
            _faults.Report(kind, field, _offset);
        }

        if (_faults.First is not null)
        {
            return _rest = default;
        }

        ReadOnlySpan<byte> contents = _rest.Slice(contentOffset, contentLength);
        _rest = _rest.Slice(contentOffset + contentLength);
        _offset += contentOffset + contentLength;
        return contents;
    }

    /// <summary>Reads tag and length, or says what is wrong with them; a length that is only known at its end is refused.</summary>
    /// <seealso href="https://www.itu.int/rec/T-REC-X.690">X.690, 8.1.3</seealso>
    private static FaultKind? ReadHeader(ReadOnlySpan<byte> encoded, out Asn1Tag tag, out int contentOffset, out int contentLength)
    {
        contentLength = 0;
        if (!Asn1Tag.TryDecode(encoded, out tag, out contentOffset) || encoded.Length == contentOffset)
        {
            return FaultKind.Truncated;
        }

        byte first = encoded[contentOffset++];
        int count = first < IndefiniteLength ? 0 : first - IndefiniteLength;
        if (first == IndefiniteLength || count > sizeof(uint))
        {
            return FaultKind.InvalidValue;
        }

        if (count > encoded.Length - contentOffset)
        {
            return FaultKind.Truncated;
        }

        ulong length = count == 0 ? first : 0u;
        foreach (byte octet in encoded.Slice(contentOffset, count))
        {
            length = (length << 8) | octet;
        }

        contentOffset += count;
        contentLength = (int)Math.Min(length, int.MaxValue);
        return length > (ulong)(encoded.Length - contentOffset) ? FaultKind.Truncated : null;
    }

    private const byte IndefiniteLength = 0x80;

    // Writing an arc in decimal takes time that grows with the square of its length; the longest in use (2.25.UUID) has 20 octets.
    private const int LongestObjectIdentifier = 128;
}
