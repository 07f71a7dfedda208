using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using TlsTools.Capture;
using TlsTools.Handshakes;

namespace TlsTools.Logs;

/// <summary>
/// Reads the TLS handshakes of which debug logs tell. The dialect is recognised by content, line by line, so that a log may hold
/// several; lines of other kinds are passed over. What a log does not show is <see langword="null"/> in the objects.
/// </summary>
public static class TlsLog
{
    /// <summary>The handshakes in a file, as they end.</summary>
    /// <param name="path">The log; UTF-8, UTF-16 or Latin-1, also packed by gzip.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="CaptureFormatException">Packed data are damaged; what was read before was returned.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEnumerable<TlsHandshake> ReadHandshakes(string path, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        return ReadFile(path, cancellation);
    }

    /// <summary>The handshakes in a stream, as they end.</summary>
    /// <param name="stream">Stands at the log's first byte; stays open.</param>
    /// <param name="source">What the handshakes name as their source.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="CaptureFormatException">Packed data are damaged; what was read before was returned.</exception>
    public static IEnumerable<TlsHandshake> ReadHandshakes(Stream stream, string? source, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(LogLines.Read(stream), source, cancellation);
    }

    /// <summary>The handshakes in lines, as they end.</summary>
    /// <param name="lines">The lines; one that holds line ends counts as several.</param>
    /// <param name="source">What the handshakes name as their source.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static IEnumerable<TlsHandshake> ReadHandshakes(IEnumerable<string> lines, string? source, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return Read(
            lines.SelectMany(text => text.Split('\n')).Select((text, index) => new LogLine(index + 1, text.TrimEnd('\r'))),
            source,
            cancellation);
    }

    private static IEnumerable<TlsHandshake> ReadFile(string path, CancellationToken cancellation)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        foreach (TlsHandshake handshake in Read(LogLines.Read(stream), path, cancellation))
        {
            yield return handshake;
        }
    }

    private static IEnumerable<TlsHandshake> Read(IEnumerable<LogLine> lines, string? source, CancellationToken cancellation)
    {
        LogSession session = new(source);
        ILogDialect[] dialects = LogDialects.Create(session);
        int latest = 0;
        foreach (LogLine line in lines)
        {
            cancellation.ThrowIfCancellationRequested();
            LogLine content = new(line.Number, HostPrefix.Strip(line.Text));

            // The dialect that took the line before is asked first, since what it reads may go over several lines.
            bool isTaken = dialects[latest].TryRead(content);
            for (int index = 0; index < dialects.Length && !isTaken; index++)
            {
                if (index != latest && dialects[index].TryRead(content))
                {
                    latest = index;
                    isTaken = true;
                }
            }

            if (isTaken)
            {
                foreach (TlsHandshake handshake in session.Take(atEnd: false))
                {
                    yield return handshake;
                }
            }
        }

        foreach (ILogDialect dialect in dialects)
        {
            dialect.End();
        }

        foreach (TlsHandshake handshake in session.Take(atEnd: true))
        {
            yield return handshake;
        }
    }
}
