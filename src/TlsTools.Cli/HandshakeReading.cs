using System;
using System.Collections.Generic;
using System.IO;
using TlsTools.Capture;
using TlsTools.Handshakes;

namespace TlsTools.Cli;

/// <summary>Reads the inputs of a command line one after the other; one that cannot be read does not stop the others.</summary>
/// <param name="open">Reads an input: its path, and how many handshakes are wanted of it at most, or null for all.</param>
/// <param name="find">Searches a folder.</param>
/// <param name="first">How many handshakes are wanted, or null for all.</param>
/// <param name="output">Shows them.</param>
/// <param name="errors">Takes what is wrong with an input.</param>
internal sealed class HandshakeReading(
    Func<string, int?, IEnumerable<TlsHandshake>> open,
    Func<string, IEnumerable<string>> find,
    int? first,
    IHandshakeOutput output,
    TextWriter errors)
{
    /// <summary>How the command line names standard input.</summary>
    public const string StandardInput = "-";

    private int _shown;
    private bool _failed;

    private bool HasEnough => first is { } most && _shown >= most;

    /// <summary>Reads captures.</summary>
    /// <param name="options">Which handshakes are wanted.</param>
    /// <param name="output">Shows them.</param>
    /// <param name="errors">Takes what is wrong with a capture.</param>
    public static HandshakeReading OfCaptures(TlsCaptureOptions options, IHandshakeOutput output, TextWriter errors) =>
        new((input, most) => OpenCapture(input, options with { First = most }), CaptureFiles.Find, options.First, output, errors);

    /// <summary>Reads and shows everything.</summary>
    /// <returns>The exit code.</returns>
    public int Read(IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            bool isEmpty = true;
            foreach (string input in InputFiles.Of(path, find))
            {
                isEmpty = false;
                if (HasEnough)
                {
                    break;
                }

                Show(input, open(input, first - _shown));
            }

            if (isEmpty)
            {
                errors.WriteLine($"tlstools: {path}: the folder and those in it hold no file of the kind.");
            }
        }

        output.Flush();
        return _failed ? ExitCode.InputNotReadable : _shown == 0 ? ExitCode.NothingFound : ExitCode.Done;
    }

    private static IEnumerable<TlsHandshake> OpenCapture(string input, TlsCaptureOptions options) => input == StandardInput
        ? TlsCapture.ReadHandshakes(Console.OpenStandardInput(), options with { SourceName = input })
        : TlsCapture.ReadHandshakes(input, options);

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
}
