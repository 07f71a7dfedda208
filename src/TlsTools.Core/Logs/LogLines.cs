using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using TlsTools.Capture;

namespace TlsTools.Logs;

/// <summary>Reads a log as a stream of lines. Its encoding, and whether it is packed by gzip, is told by its content.</summary>
internal static class LogLines
{
    /// <summary>The lines of a stream.</summary>
    /// <param name="stream">Stands at the first byte; stays open.</param>
    /// <exception cref="CaptureFormatException">Packed data are damaged.</exception>
    public static IEnumerable<LogLine> Read(Stream stream)
    {
        using PeekedStream bytes = PeekedStream.Begin(stream);
        if (GzipUnpacker.StartsGzip(bytes.Head))
        {
            using GzipUnpacker unpacked = new(new CaptureBuffer(bytes));
            using PeekedStream content = PeekedStream.Begin(unpacked);
            foreach (LogLine line in Split(content))
            {
                yield return line;
            }

            yield break;
        }

        foreach (LogLine line in Split(bytes))
        {
            yield return line;
        }
    }

    private static IEnumerable<LogLine> Split(PeekedStream bytes)
    {
        // Bytes are widened as they are, and each line is decoded for itself: logs of several programs mix encodings.
        Encoding? wide = WideEncoding(bytes.Head);
        using StreamReader reader = new(bytes, wide ?? Latin1, detectEncodingFromByteOrderMarks: false, bufferSize: 65536, leaveOpen: true);
        char[] buffer = new char[65536];
        StringBuilder begun = new();
        long number = 0;
        int count;
        while ((count = reader.Read(buffer, 0, buffer.Length)) > 0)
        {
            int start = 0;
            while (start < count)
            {
                int end = Array.IndexOf(buffer, '\n', start, count - start);
                int length = (end < 0 ? count : end) - start;
                if (end < 0 || begun.Length > 0)
                {
                    begun.Append(buffer, start, Math.Min(length, Math.Max(0, LongestLine - begun.Length)));
                }

                if (end < 0)
                {
                    break;
                }

                string text = begun.Length > 0 ? begun.ToString() : new string(buffer, start, Math.Min(length, LongestLine));
                begun.Clear();
                yield return new LogLine(++number, Decode(text, wide is not null));
                start = end + 1;
            }
        }

        if (begun.Length > 0)
        {
            yield return new LogLine(number + 1, Decode(begun.ToString(), wide is not null));
        }
    }

    private static string Decode(string line, bool isDecoded)
    {
        string text = line.TrimEnd('\r').TrimStart('\ufeff');
        if (isDecoded || !HasHighBytes(text))
        {
            return text;
        }

        try
        {
            return s_strictUtf8.GetString(Latin1.GetBytes(text)).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException)
        {
            return text;
        }
    }

    private static bool HasHighBytes(string text)
    {
        foreach (char character in text)
        {
            if (character > 0x7f)
            {
                return true;
            }
        }

        return false;
    }

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

    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Protects memory from files that are no text and have no line ends; the longest line that tells of a handshake, a list of
    // authorities, has 64 KiB on the wire.
    private const int LongestLine = 1024 * 1024;
}
