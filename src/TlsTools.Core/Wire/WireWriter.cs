using System;
using System.Collections.Generic;

namespace TlsTools.Wire;

/// <summary>Writes big-endian wire data front to back; a vector's length is filled in when its content is written.</summary>
internal sealed class WireWriter
{
    private readonly List<byte> _bytes = [];

    /// <summary>Writes one byte.</summary>
    public WireWriter UInt8(int value)
    {
        _bytes.Add((byte)value);
        return this;
    }

    /// <summary>Writes two bytes.</summary>
    public WireWriter UInt16(int value) => UInt8(value >> 8).UInt8(value);

    /// <summary>Writes three bytes.</summary>
    public WireWriter UInt24(int value) => UInt8(value >> 16).UInt16(value);

    /// <summary>Writes bytes as they are.</summary>
    public WireWriter Bytes(byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>Writes a vector whose length has one byte.</summary>
    public WireWriter Vector8(Action<WireWriter> content) => Vector(1, content);

    /// <summary>Writes a vector whose length has two bytes.</summary>
    public WireWriter Vector16(Action<WireWriter> content) => Vector(2, content);

    /// <summary>Writes a vector whose length has three bytes.</summary>
    public WireWriter Vector24(Action<WireWriter> content) => Vector(3, content);

    /// <summary>What was written.</summary>
    public byte[] ToArray() => _bytes.ToArray();

    private WireWriter Vector(int lengthBytes, Action<WireWriter> content)
    {
        int start = _bytes.Count;
        for (int index = 0; index < lengthBytes; index++)
        {
            _bytes.Add(0);
        }

        content(this);
        int length = _bytes.Count - start - lengthBytes;
        if (length >> (8 * lengthBytes) != 0)
        {
            throw new InvalidOperationException($"{length} bytes do not fit into a vector whose length has {8 * lengthBytes} bits.");
        }

        for (int index = 0; index < lengthBytes; index++)
        {
            _bytes[start + index] = (byte)(length >> (8 * (lengthBytes - 1 - index)));
        }

        return this;
    }
}
