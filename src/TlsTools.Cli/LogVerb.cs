using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using TlsTools.Capture;
using TlsTools.Handshakes;
using TlsTools.Logs;

namespace TlsTools.Cli;

/// <summary><c>tlstools log</c>: shows the TLS connection attempts of which debug logs tell.</summary>
internal static class LogVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string[]> paths = new("path")
        {
            Description = "Debug logs (also gzip-compressed), folders of which all files are read, or - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<bool> json = new("--json") { Description = "Write one JSON object a line." };
        Option<bool> messages = new("--messages") { Description = "Walk through the messages of each handshake." };
        Option<string[]> captures = new("--capture")
        {
            Description = "A capture of the same connections: a handshake of a log and the same of the capture become one, and what they show differently is said.",
        };
        Command command = new("log", "Show the TLS connection attempts of which debug logs tell, as tlstools handshake does for captures.") { paths, json, messages, captures };
        command.SetAction(arguments =>
        {
            IHandshakeOutput output = arguments.GetValue(json) ? new JsonOutput(StandardOutput.Open())
                : arguments.GetValue(messages) ? new MessagesOutput(TextScreen.OpenStandardOutput())
                : new TableOutput(TextScreen.OpenStandardOutput());
            HandshakeJoiner? joiner;
            try
            {
                joiner = arguments.GetValue(captures) is { Length: > 0 } shown ? new HandshakeJoiner(ReadCaptures(shown), HandshakeJoiner.DefaultTolerance) : null;
            }
            catch (Exception failure) when (failure is CaptureFormatException or IOException or UnauthorizedAccessException)
            {
                // Without the capture it would be another answer than the one that was asked for.
                Console.Error.WriteLine($"tlstools: {failure.Message}");
                return ExitCode.InputNotReadable;
            }

            int code = Reading(output, joiner).Read(arguments.GetRequiredValue(paths));
            if (code == ExitCode.NothingFound)
            {
                Console.Error.WriteLine("tlstools: nothing in it tells of a TLS handshake in a form that is known here. Captures are for tlstools handshake.");
            }

            return code;
        });
        return command;
    }

    /// <summary>Reads logs.</summary>
    /// <param name="output">Shows what they tell.</param>
    /// <param name="joiner">Has the handshakes of captures to join; null where there are none.</param>
    public static HandshakeReading Reading(IHandshakeOutput output, HandshakeJoiner? joiner = null) => new((input, _) => Open(input, joiner), FolderFiles, first: null, output, Console.Error);

    private static IEnumerable<TlsHandshake> Open(string input, HandshakeJoiner? joiner)
    {
        IEnumerable<TlsHandshake> logs = input == HandshakeReading.StandardInput ? TlsLog.ReadHandshakes(Console.OpenStandardInput(), input) : TlsLog.ReadHandshakes(input);
        return joiner is null ? logs : logs.Select(log => joiner.Join(log) ?? log);
    }

    private static IEnumerable<TlsHandshake> ReadCaptures(string[] paths) =>
        paths.SelectMany(path => InputFiles.Of(path, CaptureFiles.Find)).SelectMany(file => TlsCapture.ReadHandshakes(file));

    // What a log is called says nothing of it.
    private static string[] FolderFiles(string folder)
    {
        string[] files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }
}
