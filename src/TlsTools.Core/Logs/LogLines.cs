using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using TlsTools.Capture;

namespace TlsTools.Logs;

/// <summary>
/// Reads a log as a stream of lines. Its encoding, and whether it is packed by gzip, is told by its content. Lines that nobody needs
/// are passed over as bytes and never become strings.
/// </summary>
internal sealed class LogLines : IDisposable
{
    private readonly Stream _bytes;
    private readonly IDisposable[] _owned;
    private readonly byte[][] _marks;
    private readonly int[] _hits;
    private byte[] _buffer = new byte[BufferSize];
    private int _position;
    private int _end;
    private int _searched;
    private int _windowEnd;
    private long _number;
    private bool _isAtEnd;
    private bool _isCut;

    private LogLines(Stream bytes, IEnumerable<string> marks, IDisposable[] owned)
    {
        (_bytes, _owned) = (bytes, owned);

        // A mark that holds another one is found by that one.
        string[] all = [.. marks.Distinct()];
        _marks = [.. all.Where(mark => !all.Any(other => other != mark && mark.Contains(other))).Select(Encoding.ASCII.GetBytes)];
        _hits = new int[_marks.Length];
        Forget();
    }

    /// <summary>Begins to read.</summary>
    /// <param name="stream">Stands at the first byte; stays open.</param>
    /// <param name="marks">The words of which a line must have one to be of interest.</param>
    /// <exception cref="CaptureFormatException">Packed data are damaged; also while reading.</exception>
    public static LogLines Open(Stream stream, IEnumerable<string> marks)
    {
        PeekedStream bytes = PeekedStream.Begin(stream);
        if (!GzipUnpacker.StartsGzip(bytes.Head))
        {
            return Open(bytes, marks, [bytes]);
        }

        GzipUnpacker unpacked = new(new CaptureBuffer(bytes));
        PeekedStream content = PeekedStream.Begin(unpacked);
        return Open(content, marks, [content, unpacked, bytes]);
    }

    /// <summary>Reads the next line.</summary>
    /// <param name="isEveryLine">Whether each line is wanted; otherwise the next one that has a mark.</param>
    /// <param name="line">The line.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryRead(bool isEveryLine, out LogLine line)
    {
        while (true)
        {
            ReadOnlySpan<byte> rest = _buffer.AsSpan(_position, _end - _position);
            if (!isEveryLine)
            {
                int place = NextMark(out bool isFound);
                rest = SkipTo(place, rest);
                if (!isFound && place < _end)
                {
                    continue;
                }
            }

            int length = rest.IndexOf((byte)'\n');
            if (length < 0 && !_isAtEnd)
            {
                Fill();
                continue;
            }

            if (rest.IsEmpty)
            {
                line = default;
                return false;
            }

            int taken = length < 0 ? rest.Length : length;
            _number++;
            bool wasCut = _isCut;
            _isCut = false;
            string text = wasCut ? string.Empty : Decode(_position, Math.Min(taken, LongestLine));
            _position += Math.Min(taken + 1, rest.Length);
            line = new LogLine(_number, text);
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable owned in _owned)
        {
            owned.Dispose();
        }
    }

    private static LogLines Open(PeekedStream bytes, IEnumerable<string> marks, IDisposable[] owned) =>
        WideEncoding(bytes.Head) is { } wide ? new LogLines(new NarrowedStream(bytes, wide), marks, owned) : new LogLines(bytes, marks, owned);

    // Where the next mark stands in the window; the window's end where none does. A window at a time, so that all marks but the first
    // find it in the fastest memory.
    private int NextMark(out bool isFound)
    {
        if (_position >= _windowEnd || _searched >= _windowEnd)
        {
            _searched = Math.Max(_searched, _position);
            _windowEnd = Math.Min(_end, _searched + Window);
            _hits.AsSpan().Fill(-1);
        }

        int next = int.MaxValue;
        int from = Math.Max(_position, _searched);
        for (int index = 0; index < _marks.Length; index++)
        {
            if (_hits[index] < from)
            {
                // One that begins in the window may end behind it.
                int length = Math.Min(_end, _windowEnd + _marks[index].Length - 1) - from;
                int found = length <= 0 ? -1 : _buffer.AsSpan(from, length).IndexOf(_marks[index]);
                _hits[index] = found < 0 ? int.MaxValue : from + found;
            }

            next = Math.Min(next, _hits[index]);
        }

        isFound = next < int.MaxValue;
        _searched = isFound ? _searched : _windowEnd;
        return isFound ? next : _windowEnd;
    }

    // To the begin of the line that holds a place; what stands before is counted.
    private ReadOnlySpan<byte> SkipTo(int place, ReadOnlySpan<byte> rest)
    {
        int skipped = rest.Slice(0, place - _position).LastIndexOf((byte)'\n') + 1;
        if (skipped > 0)
        {
            _number += Count(rest.Slice(0, skipped));
            _position += skipped;
            _isCut = false;
        }

        return rest.Slice(skipped);
    }

    private void Fill()
    {
        int kept = _end - _position;
        if (kept >= LongestLine)
        {
            // The rest of such a line is passed over, and with it the line.
            kept = 0;
            _position = _end;
            _isCut = true;
        }

        if (kept == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        Array.Copy(_buffer, _position, _buffer, 0, kept);
        _position = 0;
        _end = kept;
        int count = _bytes.Read(_buffer, _end, _buffer.Length - _end);
        _end += count;
        _isAtEnd = count == 0;
        Forget();
    }

    private void Forget() => (_searched, _windowEnd) = (_position, _position);

    // Logs of several programs mix encodings, so that each line is decoded for itself.
    private string Decode(int start, int length)
    {
        ReadOnlySpan<byte> line = _buffer.AsSpan(start, length);
        if (_number == 1 && line.StartsWith(s_utf8Mark))
        {
            (start, length) = (start + s_utf8Mark.Length, length - s_utf8Mark.Length);
        }

        if (length > 0 && _buffer[start + length - 1] == '\r')
        {
            length--;
        }

        string text = Encoding.UTF8.GetString(_buffer, start, length);
        return text.IndexOf('\ufffd') < 0 ? text : Latin1.GetString(_buffer, start, length);
    }

    private static int Count(ReadOnlySpan<byte> bytes) => LineCount.Of(bytes);

    // A byte order mark, or the zeros that every other byte of western text has.
    private static Encoding? WideEncoding(ReadOnlySpan<byte> head)
    {
        if (head.Length >= 2 && (head[0], head[1]) is (0xff, 0xfe))
        {
            return Encoding.Unicode;
        }

        if (head.Length >= 2 && (head[0], head[1]) is (0xfe, 0xff))
        {
            return Encoding.BigEndianUnicode;
        }

        int even = 0;
        int odd = 0;
        for (int index = 0; index < head.Length; index++)
        {
            if (head[index] == 0)
            {
                _ = index % 2 == 0 ? even++ : odd++;
            }
        }

        int enough = head.Length / 4;
        return head.Length < 4 ? null : odd > enough && even == 0 ? Encoding.Unicode : even > enough && odd == 0 ? Encoding.BigEndianUnicode : null;
    }

    private static Encoding Latin1 { get; } = Encoding.GetEncoding(28591);

    private static readonly byte[] s_utf8Mark = [0xef, 0xbb, 0xbf];

    // Fits the second level of cache, and the window the first.
    private const int BufferSize = 256 * 1024;
    private const int Window = 16 * 1024;

    // Protects memory from files that are no text and have no line ends; the longest line that tells of a handshake, a list of
    // authorities, has 64 KiB on the wire.
    private const int LongestLine = 1024 * 1024;
}
