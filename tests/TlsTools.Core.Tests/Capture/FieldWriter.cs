using System.Buffers.Binary;
using System.Collections.Generic;

namespace TlsTools.Tests.Capture;

/// <summary>Writes fields in the byte order that a capture has.</summary>
internal sealed class FieldWriter(bool bigEndian)
{
    private readonly List<byte> _bytes = [];

    public FieldWriter UInt16(ushort value)
    {
        byte[] field = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(field, bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        return Bytes(field);
    }

    public FieldWriter UInt32(uint value)
    {
        byte[] field = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(field, bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        return Bytes(field);
    }

    public FieldWriter UInt64(ulong value)
    {
        byte[] field = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(field, bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        return Bytes(field);
    }

    public FieldWriter Bytes(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public FieldWriter PadTo4() => Bytes(new byte[(4 - (_bytes.Count % 4)) % 4]);

    public byte[] ToArray() => [.. _bytes];
}
