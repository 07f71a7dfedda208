using System;
using System.Collections.Generic;
using System.IO;

namespace TlsTools.Capture;

/// <summary>Opens captures. What a capture is comes from its first bytes, never from its name.</summary>
internal static class CaptureFormats
{
    /// <summary>Opens a capture file.</summary>
    /// <param name="path">A file; it may still be written to.</param>
    /// <exception cref="CaptureFormatException">The file is no capture.</exception>
    public static CaptureReader Open(string path)
    {
        // The reader has its own buffer: 1 turns the stream's off on every framework.
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
        try
        {
            return Open(file, mayReadAhead: file.CanSeek);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens a capture, unpacking it where it is gzip-compressed.</summary>
    /// <param name="stream">Read from its present position on; need not be seekable; closed with the reader.</param>
    /// <exception cref="CaptureFormatException">The stream is no capture.</exception>
    public static CaptureReader Open(Stream stream) => Open(stream, mayReadAhead: false);

    /// <summary>Whether a stream begins as a capture does, packed or not.</summary>
    /// <param name="stream">Read from its present position on; closed.</param>
    public static bool IsCapture(Stream stream)
    {
        using CaptureBuffer buffer = Unpacked(stream);
        try
        {
            return Find(buffer) is not null;
        }
        catch (CaptureFormatException)
        {
            return false;
        }
    }

    private static CaptureReader Open(Stream stream, bool mayReadAhead)
    {
        CaptureBuffer buffer = Unpacked(stream);

        // In a packed capture it is the unpacking, and with it the reading, that is done ahead.
        buffer.MayReadAhead = mayReadAhead;
        Func<CaptureBuffer, CaptureReader> open = Find(buffer) ?? throw new CaptureFormatException(ForeignFormats.Describe(buffer), 0);
        return open(buffer);
    }

    private static CaptureBuffer Unpacked(Stream stream)
    {
        CaptureBuffer buffer = new(stream);
        return GzipUnpacker.StartsGzip(buffer) ? new CaptureBuffer(new GzipUnpacker(buffer)) : buffer;
    }

    private static Func<CaptureBuffer, CaptureReader>? Find(CaptureBuffer buffer)
    {
        foreach ((byte[] magic, Func<CaptureBuffer, CaptureReader> open) in s_formats)
        {
            if (buffer.Ensure(magic.Length) && buffer.Peek(0, magic.Length).SequenceEqual(magic))
            {
                return open;
            }
        }

        return null;
    }

    private static readonly IReadOnlyList<(byte[] Magic, Func<CaptureBuffer, CaptureReader> Open)> s_formats =
    [
        ([0xd4, 0xc3, 0xb2, 0xa1], buffer => new PcapReader(buffer, bigEndian: false, digits: 6)),
        ([0xa1, 0xb2, 0xc3, 0xd4], buffer => new PcapReader(buffer, bigEndian: true, digits: 6)),
        ([0x4d, 0x3c, 0xb2, 0xa1], buffer => new PcapReader(buffer, bigEndian: false, digits: 9)),
        ([0xa1, 0xb2, 0x3c, 0x4d], buffer => new PcapReader(buffer, bigEndian: true, digits: 9)),
        ([0x34, 0xcd, 0xb2, 0xa1], buffer => new PcapReader(buffer, bigEndian: false, digits: 6, packetHeaderLength: PcapReader.ModifiedHeaderLength)),
        ([0xa1, 0xb2, 0xcd, 0x34], buffer => new PcapReader(buffer, bigEndian: true, digits: 6, packetHeaderLength: PcapReader.ModifiedHeaderLength)),
        ([0x0a, 0x0d, 0x0d, 0x0a], buffer => new PcapNgReader(buffer)),
    ];
}
