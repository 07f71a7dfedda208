using System;
using System.IO;
using System.Text;
using TlsTools.Wire;

namespace TlsTools.Logs;

/// <summary>Text in UTF-16 as UTF-8.</summary>
internal sealed class NarrowedStream(Stream stream, Encoding wide) : ForwardStream
{
    private readonly Decoder _decoder = wide.GetDecoder();
    private readonly byte[] _wide = new byte[16384];
    private readonly char[] _characters = new char[16384];
    private byte[] _narrow = [];
    private int _position;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        while (_position == _narrow.Length)
        {
            int length = stream.Read(_wide, 0, _wide.Length);
            if (length == 0)
            {
                return 0;
            }

            _narrow = Encoding.UTF8.GetBytes(_characters, 0, _decoder.GetChars(_wide, 0, length, _characters, 0));
            _position = 0;
        }

        int taken = Math.Min(count, _narrow.Length - _position);
        Array.Copy(_narrow, _position, buffer, offset, taken);
        _position += taken;
        return taken;
    }
}
