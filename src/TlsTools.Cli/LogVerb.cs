using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
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
        Command command = new("log", "Show the TLS connection attempts of which debug logs tell, as tlstools handshake does for captures.") { paths, json, messages };
        command.SetAction(arguments =>
        {
            IHandshakeOutput output = arguments.GetValue(json) ? new JsonOutput(StandardOutput.Open())
                : arguments.GetValue(messages) ? new MessagesOutput(TextScreen.OpenStandardOutput())
                : new TableOutput(TextScreen.OpenStandardOutput());
            return Reading(output).Read(arguments.GetRequiredValue(paths));
        });
        return command;
    }

    /// <summary>Reads logs.</summary>
    /// <param name="output">Shows what they tell.</param>
    public static HandshakeReading Reading(IHandshakeOutput output) => new(Open, FolderFiles, first: null, output, Console.Error);

    private static IEnumerable<TlsHandshake> Open(string input, int? first) =>
        input == HandshakeReading.StandardInput ? TlsLog.ReadHandshakes(Console.OpenStandardInput(), input) : TlsLog.ReadHandshakes(input);

    // What a log is called says nothing of it.
    private static string[] FolderFiles(string folder)
    {
        string[] files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }
}
