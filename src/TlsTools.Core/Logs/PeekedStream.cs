using System;
using System.IO;
using TlsTools.Wire;

namespace TlsTools.Logs;

/// <summary>A stream whose first bytes can be looked at before it is read.</summary>
internal sealed class PeekedStream : ForwardStream
{
    private readonly Stream _stream;
    private readonly byte[] _head;
    private readonly int _length;
    private int _position;

    private PeekedStream(Stream stream, byte[] head, int length)
    {
        _stream = stream;
        _head = head;
        _length = length;
    }

    /// <summary>The first bytes.</summary>
    public ReadOnlySpan<byte> Head => _head.AsSpan(0, _length);

    /// <summary>Takes the first bytes of a stream, which stays open.</summary>
    public static PeekedStream Begin(Stream stream)
    {
        byte[] head = new byte[4096];
        int length = 0;
        int count;
        while (length < head.Length && (count = stream.Read(head, length, head.Length - length)) > 0)
        {
            length += count;
        }

        return new PeekedStream(stream, head, length);
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_position == _length)
        {
            return _stream.Read(buffer, offset, count);
        }

        int taken = Math.Min(count, _length - _position);
        Array.Copy(_head, _position, buffer, offset, taken);
        _position += taken;
        return taken;
    }
}
