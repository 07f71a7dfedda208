using System;
using System.IO;
using System.IO.Compression;
using TlsTools.Wire;

namespace TlsTools.Decryption.Records;

/// <summary>
/// Undoes the compression of records, which TLS had until 1.2. Each record goes on where the last one ended, so application data
/// has to pass through as well.
/// </summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc3749#section-2">RFC 3749, 2</seealso>
internal sealed class RecordInflater : IDisposable
{
    private readonly Feed _feed = new();
    private readonly DeflateStream _stream;
    private readonly byte[] _output = new byte[LongestContent];
    private bool _isStarted;

    public RecordInflater() => _stream = new DeflateStream(_feed, CompressionMode.Decompress);

    /// <summary>Undoes the compression of the next record.</summary>
    /// <param name="content">What was decrypted.</param>
    /// <param name="target">Takes the result.</param>
    /// <returns>Bytes of the result; negative where it cannot be undone.</returns>
    public int Inflate(ReadOnlySpan<byte> content, Span<byte> target)
    {
        // The header of zlib stands before the first record.
        int header = _isStarted ? 0 : Math.Min(HeaderLength, content.Length);
        _isStarted = true;
        _feed.Bytes = content.Slice(header).ToArray();
        _feed.Position = 0;
        try
        {
            int length = 0;
            for (int count = 1; count > 0 && length < _output.Length; length += count)
            {
                count = _stream.Read(_output, length, _output.Length - length);
            }

            length = Math.Min(length, target.Length);
            _output.AsSpan(0, length).CopyTo(target);
            return length;
        }
        catch (InvalidDataException)
        {
            return -1;
        }
        finally
        {
            Array.Clear(_feed.Bytes, 0, _feed.Bytes.Length);
            Array.Clear(_output, 0, _output.Length);
        }
    }

    public void Dispose() => _stream.Dispose();

    private const int HeaderLength = 2;

    // What a record may hold; a longer one is a bomb.
    private const int LongestContent = 1 << 14;

    // Ends with each record, and has more with the next.
    private sealed class Feed : ForwardStream
    {
        public byte[] Bytes { get; set; } = [];

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int taken = Math.Min(count, Bytes.Length - (int)Position);
            Array.Copy(Bytes, (int)Position, buffer, offset, taken);
            Position += taken;
            return taken;
        }
    }
}
