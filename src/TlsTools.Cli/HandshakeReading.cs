using System;
using System.Collections.Generic;
using System.IO;
using TlsTools.Capture;
using TlsTools.Handshakes;

namespace TlsTools.Cli;

/// <summary>Reads the inputs of a command line one after the other; one that cannot be read does not stop the others.</summary>
internal sealed class HandshakeReading(TlsCaptureOptions options, IHandshakeOutput output, TextWriter errors)
{
    private int _shown;
    private bool _failed;

    private bool HasEnough => options.First is { } first && _shown >= first;

    /// <summary>Reads and shows everything.</summary>
    /// <returns>The exit code.</returns>
    public int Read(IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            foreach (string input in InputFiles.Of(path, CaptureFiles.Find))
            {
                if (HasEnough)
                {
                    break;
                }

                ReadInput(input);
            }
        }

        output.Flush();
        return _failed ? ExitCode.InputNotReadable : _shown == 0 ? ExitCode.NothingFound : ExitCode.Done;
    }

    private void ReadInput(string input)
    {
        TlsCaptureOptions wanted = options with { First = options.First - _shown };
        if (input != StandardInput)
        {
            Show(input, TlsCapture.ReadHandshakes(input, wanted));
            return;
        }

        using Stream stream = Console.OpenStandardInput();
        Show(input, TlsCapture.ReadHandshakes(stream, wanted with { SourceName = StandardInput }));
    }

    private void Show(string input, IEnumerable<TlsHandshake> handshakes)
    {
        using ReadAhead<TlsHandshake> ahead = new(handshakes);
        while (ahead.Take(output.Flush) is { Count: > 0 } ready)
        {
            foreach (TlsHandshake handshake in ready)
            {
                output.Write(handshake);
            }

            _shown += ready.Count;
        }

        output.EndSource();
        if (ahead.Failure is { } failure)
        {
            Fail(input, failure);
        }
    }

    /// <summary>Says what is wrong, after everything that was read before it was shown.</summary>
    private void Fail(string input, Exception failure)
    {
        string problem = failure switch
        {
            CaptureFormatException damaged => $"at byte {damaged.Offset}: {damaged.Message}",
            FileNotFoundException or DirectoryNotFoundException => "there is no such file.",
            IOException or UnauthorizedAccessException => failure.Message,
            _ => throw new InvalidOperationException($"{input}: {failure.Message}", failure),
        };
        _failed = true;
        output.Flush();
        errors.WriteLine($"tlstools: {input}: {problem}");
    }

    private const string StandardInput = "-";
}
