using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.ExceptionServices;
using System.Threading;
using TlsTools.Capture;

namespace TlsTools.Handshakes;

/// <summary>A capture in, its TLS handshakes out.</summary>
public static class TlsCapture
{
    /// <summary>Reads the TLS connection attempts of a capture file, each as soon as it has ended.</summary>
    /// <param name="path">The file; pcap or pcapng, also packed by gzip.</param>
    /// <param name="options">What is wanted; everything where <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="CaptureFormatException">
    /// The file is no capture, or is damaged; thrown after all that was read before was returned.
    /// </exception>
    public static IEnumerable<TlsHandshake> ReadHandshakes(
        string path,
        TlsCaptureOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new TlsCaptureOptions();
        return ReadAll(() => CaptureFormats.Open(path), options with { SourceName = options.SourceName ?? path }, cancellationToken);
    }

    /// <summary>Reads the TLS connection attempts of a capture, each as soon as it has ended.</summary>
    /// <param name="stream">The capture; need not seek. It is closed when the reading ends.</param>
    /// <param name="options">What is wanted; everything where <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="CaptureFormatException">
    /// The input is no capture, or is damaged; thrown after all that was read before was returned.
    /// </exception>
    public static IEnumerable<TlsHandshake> ReadHandshakes(
        Stream stream,
        TlsCaptureOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ReadAll(() => CaptureFormats.Open(stream), options ?? new TlsCaptureOptions(), cancellationToken);
    }

    private static IEnumerable<TlsHandshake> ReadAll(Func<CaptureReader> open, TlsCaptureOptions options, CancellationToken cancellationToken)
    {
        using CaptureReader capture = open();
        using CaptureSession session = new(options);
        ExceptionDispatchInfo? damage = null;
        int left = options.First ?? int.MaxValue;
        for (bool more = true; more && left > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            more = ReadSome(capture, session, out damage);
            options.Progress?.Invoke(capture.Position);
            while (left > 0 && session.Take() is { } handshake)
            {
                left--;
                yield return handshake;
            }
        }

        damage?.Throw();
    }

    private static bool ReadSome(CaptureReader capture, CaptureSession session, out ExceptionDispatchInfo? damage)
    {
        damage = null;
        bool more = false;
        try
        {
            more = session.Read(capture, PacketsAtOnce);
        }
        catch (CaptureFormatException exception)
        {
            damage = ExceptionDispatchInfo.Capture(exception);
        }

        if (!more)
        {
            session.Complete();
        }

        return more;
    }

    // A few milliseconds of work: how often progress is told and cancelling is noticed.
    private const int PacketsAtOnce = 4096;
}
