using System;
using System.IO;

namespace TlsTools.Capture;

/// <summary>
/// The one buffer between a source and the reader of its format. Units are decoded where they lie; only the
/// unfinished unit at the end is moved, when the buffer is filled again.
/// </summary>
internal sealed class CaptureBuffer : IDisposable
{
    private readonly Stream _source;
    private byte[] _bytes = new byte[Size];
    private int _start;
    private int _end;
    private long _offset;
    private ReadAhead? _readAhead;
    private bool _sourceEnded;

    /// <summary>Reads from the source's present position on.</summary>
    /// <param name="source">Is closed with the buffer; need not be seekable.</param>
    public CaptureBuffer(Stream source) => _source = source;

    /// <summary>Whether a thread may read the source ahead: nobody else uses it, and its reads come back soon.</summary>
    public bool MayReadAhead { get; set; }

    /// <summary>Bytes of the source before the next unit.</summary>
    public long Offset => _offset;

    /// <summary>Bytes that are here already.</summary>
    public int Available => _end - _start;

    /// <summary>As <see cref="Offset"/>, but of the packed file where the source unpacks one.</summary>
    public long SourcePosition => _source is GzipUnpacker unpacker ? unpacker.PackedPosition : _offset;

    /// <summary>Gets at least so many bytes ready, if the source has them.</summary>
    /// <param name="count">At most <see cref="MaximumUnit"/>.</param>
    /// <returns>Whether they are there; if not, the source ended and <see cref="Available"/> bytes are left.</returns>
    public bool Ensure(int count) => _end - _start >= count || Fill(count);

    /// <summary>Bytes of the next unit, which stay in their place until the next <see cref="Ensure"/>.</summary>
    /// <param name="start">Bytes from the next unit's first.</param>
    /// <param name="count">How many; they were ensured.</param>
    public ReadOnlySpan<byte> Peek(int start, int count) => new(_bytes, _start + start, count);

    /// <summary>Goes on after bytes that were ensured.</summary>
    /// <param name="count">How many.</param>
    public void Advance(int count)
    {
        _start += count;
        _offset += count;
    }

    /// <summary>Goes on after bytes that nobody needs, which may be more than a buffer holds.</summary>
    /// <param name="count">How many.</param>
    /// <returns>Whether the source has so many.</returns>
    public bool Skip(long count)
    {
        while (count > 0)
        {
            if (!Ensure(1))
            {
                return false;
            }

            int step = (int)Math.Min(count, Available);
            Advance(step);
            count -= step;
        }

        return true;
    }

    /// <summary>Takes up to so many bytes out, as a stream read does; 0 at the end.</summary>
    /// <param name="target">Receives them.</param>
    /// <param name="index">Where in the target.</param>
    /// <param name="count">How many at most.</param>
    public int Take(byte[] target, int index, int count)
    {
        if (!Ensure(1))
        {
            return 0;
        }

        int taken = Math.Min(count, Available);
        Buffer.BlockCopy(_bytes, _start, target, index, taken);
        Advance(taken);
        return taken;
    }

    /// <summary>Closes the source.</summary>
    public void Dispose()
    {
        _readAhead?.Dispose();
        _readAhead = null;
        _source.Dispose();
    }

    private bool Fill(int count)
    {
        // What fits in the first buffer is not worth a thread.
        if (MayReadAhead && _offset >= Size / 2 && !_sourceEnded)
        {
            _readAhead ??= new ReadAhead(_source, Size);
        }

        return _readAhead is null ? FillHere(count) : FillFromAhead(_readAhead, count);
    }

    private bool FillFromAhead(ReadAhead readAhead, int count)
    {
        while (_end - _start < count && !_sourceEnded)
        {
            if (readAhead.TryTake(new ReadOnlySpan<byte>(_bytes, _start, _end - _start), out byte[] bytes, out int start, out int end))
            {
                (_bytes, _start, _end) = (bytes, start, end);
            }
            else
            {
                _sourceEnded = true;
            }
        }

        return _end - _start >= count;
    }

    private bool FillHere(int count)
    {
        int kept = _end - _start;
        if (count > _bytes.Length)
        {
            Grow();
        }
        else
        {
            Buffer.BlockCopy(_bytes, _start, _bytes, 0, kept);
        }

        _start = 0;
        _end = kept;
        while (_end < count && !_sourceEnded)
        {
            int read = _source.Read(_bytes, _end, _bytes.Length - _end);
            _sourceEnded = read == 0;
            _end += read;
        }

        return _end >= count;
    }

    private void Grow()
    {
        byte[] larger = new byte[MaximumUnit];
        Buffer.BlockCopy(_bytes, _start, larger, 0, _end - _start);
        _bytes = larger;
    }

    /// <summary>
    /// What is kept of a capture at a time. Protects memory from lengths that a damaged or hostile capture states;
    /// twice the longest packet, so that the options of its block have room.
    /// </summary>
    public const int MaximumUnit = 2 * 1024 * 1024;

    /// <summary>
    /// The longest packet that is believed: four times the largest snapshot length of tcpdump and Wireshark, so that
    /// jumbo segments on loopback (512 KiB at most) pass and a damaged length does not swallow the rest of the file.
    /// </summary>
    public const int MaximumPacket = 1024 * 1024;

    /// <summary>Small enough to stay in the second-level cache from the read to the look at it, large enough to make reads rare.</summary>
    private const int Size = 256 * 1024;
}
