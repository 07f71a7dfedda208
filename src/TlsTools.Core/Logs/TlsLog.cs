using System;
using System.Collections.Generic;
using System.IO;
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
        return Read(stream, source, cancellation);
    }

    /// <summary>The handshakes in lines, as they end.</summary>
    /// <param name="lines">The lines; one that holds line ends counts as several.</param>
    /// <param name="source">What the handshakes name as their source.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static IEnumerable<TlsHandshake> ReadHandshakes(IEnumerable<string> lines, string? source, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return Read(lines, source, cancellation);
    }

    private static IEnumerable<TlsHandshake> ReadFile(string path, CancellationToken cancellation)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        foreach (TlsHandshake handshake in Read(stream, path, cancellation))
        {
            yield return handshake;
        }
    }

    private static IEnumerable<TlsHandshake> Read(IEnumerable<string> lines, string? source, CancellationToken cancellation)
    {
        TlsLogReader reader = new(source);
        foreach (string line in lines)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (TlsHandshake handshake in reader.Read(line))
            {
                yield return handshake;
            }
        }

        foreach (TlsHandshake handshake in reader.End())
        {
            yield return handshake;
        }
    }

    private static IEnumerable<TlsHandshake> Read(Stream stream, string? source, CancellationToken cancellation)
    {
        TlsLogReader reader = new(source);
        using LogLines lines = LogLines.Open(stream, reader.Marks);
        int near = 0;
        while (lines.TryRead(near > 0 || reader.IsInside, out LogLine line))
        {
            cancellation.ThrowIfCancellationRequested();
            near = Math.Max(0, near - 1);
            if (reader.Take(line))
            {
                near = Neighbourhood;
                foreach (TlsHandshake handshake in reader.Ready)
                {
                    yield return handshake;
                }
            }
        }

        foreach (TlsHandshake handshake in reader.End())
        {
            yield return handshake;
        }
    }

    // Lines without any mark that still belong to something stand near one that has.
    private const int Neighbourhood = 128;
}
