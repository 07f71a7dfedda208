using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using TlsTools.Decryption;
using TlsTools.Handshakes;

namespace TlsTools.Cli;

/// <summary><c>tlstools handshake</c>: shows the TLS connection attempts in captures.</summary>
internal static class HandshakeVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string[]> paths = new("path")
        {
            Description = "Capture files (pcap or pcapng, also gzip-compressed), folders that are searched for them, or - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<bool> json = new("--json") { Description = "Write one JSON object a line." };
        Option<bool> messages = new("--messages") { Description = "Walk through the messages of each handshake." };
        Option<bool> failed = new("--failed") { Description = "Only attempts that failed, or in which an alert was sent." };
        Option<string[]> serverName = new("--server-name") { Description = "Only attempts for a server name (SNI) that this pattern with * and ? matches." };
        Option<IPAddress[]> address = new("--address")
        {
            Description = "Only attempts from or to this address.",
            CustomParser = ReadAddresses,
        };
        Option<int[]> port = new("--port") { Description = "Only attempts from or to this port." };
        Option<int?> first = new("--first") { Description = "Stop after this many handshakes." };
        port.Validators.Add(static result => RequireRange(result, 1, ushort.MaxValue));
        first.Validators.Add(static result => RequireRange(result, 1, int.MaxValue));

        Command command = new("handshake", "Show the TLS connection attempts in captures: which connection, how did it end, why.")
        {
            paths, json, messages, failed, serverName, address, port, first,
        };
        PasswordOptions passwords = new();
        command.Options.Add(passwords.File);
        command.Options.Add(passwords.Variable);
        SecretOptions secretOptions = new(passwords);
        secretOptions.AddTo(command);
        command.SetAction(arguments =>
        {
            using TlsSecrets? secrets = secretOptions.Read(arguments, Console.Error, out bool hasFailed);
            TlsCaptureOptions options = new()
            {
                Secrets = secrets,
                ServerName = arguments.GetValue(serverName) ?? [],
                Address = arguments.GetValue(address) ?? [],
                Port = arguments.GetValue(port) ?? [],
                FailedOnly = arguments.GetValue(failed),
                First = arguments.GetValue(first),
            };
            IHandshakeOutput output = arguments.GetValue(json) ? new JsonOutput(StandardOutput.Open())
                : arguments.GetValue(messages) ? new MessagesOutput(TextScreen.OpenStandardOutput())
                : new TableOutput(TextScreen.OpenStandardOutput());
            int code = HandshakeReading.OfCaptures(options, output, Console.Error).Read(arguments.GetRequiredValue(paths));
            secretOptions.Tell(arguments, secrets, Console.Error);
            return hasFailed ? ExitCode.InputNotReadable : code;
        });
        return command;
    }

    private static IPAddress[] ReadAddresses(ArgumentResult result)
    {
        List<IPAddress> addresses = [];
        foreach (Token token in result.Tokens)
        {
            if (IPAddress.TryParse(token.Value, out IPAddress? address))
            {
                addresses.Add(address);
            }
            else
            {
                result.AddError($"'{token.Value}' is no IP address.");
            }
        }

        return [.. addresses];
    }

    private static void RequireRange(OptionResult result, int lowest, int highest)
    {
        foreach (Token token in result.Tokens)
        {
            if (int.TryParse(token.Value, out int number) && (number < lowest || number > highest))
            {
                result.AddError($"{result.IdentifierToken} takes a number from {lowest} to {highest}, not {number}.");
            }
        }
    }
}
