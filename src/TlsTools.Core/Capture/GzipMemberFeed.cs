using System;
using System.Buffers.Binary;
using TlsTools.Wire;

namespace TlsTools.Capture;

/// <summary>
/// Hands the packed bytes of gzip members to the framework's inflater, which reads beyond the end of a member and
/// does not say how far. The end is found by the check value, which is known by then; the bytes wait in the buffer.
/// </summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc1952#section-2.3">RFC 1952, 2.3</seealso>
internal sealed class GzipMemberFeed : ForwardStream
{
    private readonly CaptureBuffer _packed;
    private int _served;

    /// <summary>Feeds from where the buffer stands.</summary>
    /// <param name="packed">Is closed with the feed.</param>
    public GzipMemberFeed(CaptureBuffer packed) => _packed = packed;

    /// <summary>Whether a member begins here.</summary>
    public bool AtHeader => GzipUnpacker.StartsGzip(_packed);

    /// <summary>Goes on after a member's header.</summary>
    /// <returns>Whether the header is whole.</returns>
    public bool TryReadHeader()
    {
        if (!_packed.Ensure(FixedHeaderLength))
        {
            return false;
        }

        GzipFlags flags = (GzipFlags)_packed.Peek(3, 1)[0];
        _packed.Advance(FixedHeaderLength);
        return (!flags.HasFlag(GzipFlags.Extra) || TrySkipExtra())
            && (!flags.HasFlag(GzipFlags.Name) || TrySkipText())
            && (!flags.HasFlag(GzipFlags.Comment) || TrySkipText())
            && (!flags.HasFlag(GzipFlags.HeaderCrc) || _packed.Skip(2));
    }

    /// <summary>Goes on after the trailer of the member that was just inflated.</summary>
    /// <param name="crc">Check value of what it unpacked to.</param>
    /// <param name="length">Length of that, modulo 2^32.</param>
    /// <returns>Whether that trailer stands where the member can have ended.</returns>
    public bool TryReadTrailer(uint crc, uint length)
    {
        byte[] trailer = new byte[TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, crc);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(4), length);

        // The inflater may have stopped at the last byte that it was given, with the trailer yet to come.
        _packed.Ensure(_served + TrailerLength + GzipUnpacker.MagicLength);
        ReadOnlySpan<byte> window = _packed.Peek(0, _packed.Available);
        int last = Math.Min(_served, window.Length - TrailerLength);
        int end = -1;
        for (int start = 0; start <= last; start++)
        {
            // The trailer of an empty member is zeros and can be found too early; what follows it decides.
            if (window.Slice(start, TrailerLength).SequenceEqual(trailer))
            {
                end = start + TrailerLength;
                if (end == window.Length || GzipUnpacker.StartsGzip(window.Slice(end)))
                {
                    break;
                }
            }
        }

        if (end < 0)
        {
            return false;
        }

        _packed.Advance(end);
        _served = 0;
        return true;
    }

    /// <inheritdoc/>
    public override long Position
    {
        get => _packed.Offset + _served;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        int kept = Math.Min(_served, ChunkLength);
        _packed.Advance(_served - kept);
        _served = kept;
        if (!_packed.Ensure(_served + 1))
        {
            return 0;
        }

        int length = Math.Min(Math.Min(count, ChunkLength), _packed.Available - _served);
        _packed.Peek(_served, length).CopyTo(buffer.AsSpan(offset));
        _served += length;
        return length;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _packed.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool TrySkipExtra()
    {
        if (!_packed.Ensure(2))
        {
            return false;
        }

        int length = BinaryPrimitives.ReadUInt16LittleEndian(_packed.Peek(0, 2));
        return _packed.Skip(2 + length);
    }

    private bool TrySkipText()
    {
        while (_packed.Ensure(1))
        {
            byte character = _packed.Peek(0, 1)[0];
            _packed.Advance(1);
            if (character == 0)
            {
                return true;
            }
        }

        return false;
    }

    [Flags]
    private enum GzipFlags : byte
    {
        HeaderCrc = 0x02,
        Extra = 0x04,
        Name = 0x08,
        Comment = 0x10,
    }

    private const int FixedHeaderLength = 10;
    private const int TrailerLength = 8;

    /// <summary>What the inflater gets at once; so many bytes before that are kept too, as the member may have ended there.</summary>
    private const int ChunkLength = 8 * 1024;
}
