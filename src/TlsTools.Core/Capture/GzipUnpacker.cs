using System;
using System.IO;
using System.IO.Compression;
using TlsTools.Wire;

namespace TlsTools.Capture;

/// <summary>
/// Unpacks gzip data of one or more members and checks each. The framework's own stream does neither on all
/// targets: it takes cut-off data for complete, and on .NET Framework stops after the first member.
/// </summary>
/// <remarks>
/// <code>
/// struct {
///     opaque id[2] = 1f 8b; uint8 cm = 8; uint8 flg; opaque mtime_xfl_os[6];
///     opaque extra&lt;0..2^16-1&gt;;        // if FEXTRA; little endian
///     opaque name, comment;            // if FNAME, FCOMMENT; each ends with 0
///     opaque crc16[2];                 // if FHCRC
///     opaque deflated[];
///     uint32 crc32; uint32 isize;      // of the unpacked data; little endian
/// } Member;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc1952#section-2.3">RFC 1952, 2.3</seealso>
internal sealed class GzipUnpacker : ForwardStream
{
    private readonly GzipMemberFeed _feed;
    private DeflateStream? _member;
    private uint _crc;
    private long _memberLength;
    private long _unpacked;
    private bool _ended;

    /// <summary>Reads the first member's header.</summary>
    /// <param name="packed">Stands at the header; is closed with the stream.</param>
    public GzipUnpacker(CaptureBuffer packed) => _feed = new GzipMemberFeed(packed);

    /// <summary>Whether gzip data begins here.</summary>
    /// <param name="buffer">Stands at the first byte.</param>
    public static bool StartsGzip(CaptureBuffer buffer) => buffer.Ensure(MagicLength) && StartsGzip(buffer.Peek(0, MagicLength));

    /// <summary>Whether gzip data begins here.</summary>
    /// <param name="bytes">The first bytes.</param>
    public static bool StartsGzip(ReadOnlySpan<byte> bytes) => bytes.StartsWith(s_magic);

    /// <summary>Bytes of the packed data that were consumed.</summary>
    public long PackedPosition => _feed.Position;

    /// <inheritdoc/>
    public override long Position
    {
        get => _unpacked;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        while (!_ended)
        {
            _member ??= StartMember();
            int read = Inflate(_member, buffer, offset, count);
            if (read > 0)
            {
                _crc = Crc32.Update(_crc, new ReadOnlySpan<byte>(buffer, offset, read));
                _memberLength += read;
                _unpacked += read;
                return read;
            }

            EndMember();
        }

        return 0;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _member?.Dispose();
            _feed.Dispose();
        }

        base.Dispose(disposing);
    }

    private DeflateStream StartMember()
    {
        if (!_feed.TryReadHeader())
        {
            throw Damaged("The gzip data ends in the middle of a header");
        }

        _crc = 0;
        _memberLength = 0;
        return new DeflateStream(_feed, CompressionMode.Decompress, leaveOpen: true);
    }

    private int Inflate(DeflateStream member, byte[] buffer, int offset, int count)
    {
        try
        {
            return member.Read(buffer, offset, count);
        }
        catch (InvalidDataException reason)
        {
            throw Damaged("The gzip data is damaged", reason);
        }
    }

    private void EndMember()
    {
        _member!.Dispose();
        _member = null;
        if (!_feed.TryReadTrailer(_crc, (uint)_memberLength))
        {
            throw Damaged("The gzip data is cut off or damaged: it ends without the check value of what it unpacks to");
        }

        _ended = !_feed.AtHeader;
    }

    private CaptureFormatException Damaged(string message, Exception? reason = null) =>
        new($"{message}, at byte {PackedPosition} of the packed file.", _unpacked, reason);

    /// <summary>Bytes that tell gzip data: id and compression method.</summary>
    public const int MagicLength = 3;

    private static readonly byte[] s_magic = [0x1f, 0x8b, 0x08];
}
