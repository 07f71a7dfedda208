using System;
using System.IO;

namespace TlsTools.Probe.Platform;

/// <summary>A recorded connection as the stream over which the platform's TLS speaks.</summary>
/// <param name="connection">The connection; stays open.</param>
internal sealed class RecordedStream(RecordedConnection connection) : Stream
{
    private byte[] _received = [];
    private int _position;

    /// <summary>How long each wait may take; the limit of the whole connection goes before it.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Whether the latest wait ended because the patience was over.</summary>
    public bool IsSilent { get; private set; }

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
        if (_position == _received.Length)
        {
            _received = connection.Receive(Patience);
            _position = 0;
            IsSilent = _received.Length == 0 && connection.State is ConnectionState.Open or ConnectionState.TimedOut;
            if (_received.Length == 0 && connection.State != ConnectionState.Closed)
            {
                throw new IOException(IsSilent ? "The server said nothing more." : "The connection broke.");
            }
        }

        int taken = Math.Min(count, _received.Length - _position);
        Array.Copy(_received, _position, buffer, offset, taken);
        _position += taken;
        return taken;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        connection.Send(buffer.AsSpan(offset, count).ToArray());
        if (connection.State is not (ConnectionState.Open or ConnectionState.Closed))
        {
            throw new IOException("The connection broke.");
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
