using System;
using System.Collections.Generic;
using System.Text;

namespace TlsTools.Benchmarks.Generation;

/// <summary>Writes the fields of TLS structures, front to back.</summary>
internal sealed class WireWriter
{
    private readonly List<byte> _bytes = [];

    public WireWriter UInt8(int value)
    {
        _bytes.Add((byte)value);
        return this;
    }

    public WireWriter UInt16(int value) => UInt8(value >> 8).UInt8(value);

    public WireWriter UInt24(int value) => UInt8(value >> 16).UInt16(value);

    public WireWriter UInt32(long value) => UInt16((int)(value >> 16)).UInt16((int)value);

    public WireWriter Bytes(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public WireWriter Text(string ascii) => Bytes(Encoding.ASCII.GetBytes(ascii));

    public WireWriter Random(Random random, int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return Bytes(bytes);
    }

    public WireWriter Vector8(Action<WireWriter> write) => Vector(1, write);

    public WireWriter Vector16(Action<WireWriter> write) => Vector(2, write);

    public WireWriter Vector24(Action<WireWriter> write) => Vector(3, write);

    /// <summary>A vector of code points under a length of two bytes.</summary>
    public WireWriter Codes(params ReadOnlySpan<int> codes)
    {
        UInt16(2 * codes.Length);
        foreach (int code in codes)
        {
            UInt16(code);
        }

        return this;
    }

    public byte[] ToArray() => [.. _bytes];

    private WireWriter Vector(int lengthBytes, Action<WireWriter> write)
    {
        WireWriter inner = new();
        write(inner);
        for (int shift = 8 * (lengthBytes - 1); shift >= 0; shift -= 8)
        {
            UInt8(inner._bytes.Count >> shift);
        }

        _bytes.AddRange(inner._bytes);
        return this;
    }
}
