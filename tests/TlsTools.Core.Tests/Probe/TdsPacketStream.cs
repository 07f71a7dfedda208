using System;
using System.IO;

namespace TlsTools.Tests.Probe;

/// <summary>The server's end of a connection on which a TLS handshake travels in pre-login packets, as in SQL Server (MS-TDS, 2.2.6.5).</summary>
internal sealed class TdsPacketStream(Stream inner) : Stream
{
    private int _left;

    /// <summary>Whether the handshake is over, so that records stand alone.</summary>
    public bool IsOver { get; set; }

    /// <summary>How many packets the client sent.</summary>
    public int Packets { get; private set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (IsOver && _left == 0)
        {
            return inner.Read(buffer, offset, count);
        }

        if (_left == 0)
        {
            byte[] header = new byte[8];
            if (inner.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
            {
                return 0;
            }

            if (header[0] != 0x12)
            {
                throw new IOException($"Packet of type {header[0]}.");
            }

            Packets++;
            _left = ((header[2] << 8) | header[3]) - header.Length;
        }

        int read = inner.Read(buffer, offset, Math.Min(count, _left));
        _left -= read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (IsOver)
        {
            inner.Write(buffer, offset, count);
            return;
        }

        // Small packets, so that records are cut.
        for (int place = 0; place < count; place += 500)
        {
            int length = Math.Min(500, count - place);
            inner.Write([0x12, place + length == count ? (byte)1 : (byte)0, (byte)((length + 8) >> 8), (byte)(length + 8), 0, 0, 1, 0]);
            inner.Write(buffer, offset + place, length);
        }
    }

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
