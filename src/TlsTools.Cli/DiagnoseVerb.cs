using System;
using System.CommandLine;
using TlsTools.Cli.Json;
using TlsTools.Decryption;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Stores;

namespace TlsTools.Cli;

/// <summary><c>tlstools diagnose</c>: says why TLS connection attempts failed.</summary>
internal static class DiagnoseVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string[]> paths = new("path")
        {
            Description = "Capture files (pcap or pcapng, also gzip-compressed), folders that are searched for them, or - for standard input.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<bool> json = new("--json") { Description = "Write one finding a line as a JSON object." };
        Option<string?> explain = new("--explain") { Description = "Show the page of a cause or another finding, with its remedies by product, and read nothing." };
        Option<string[]> keyStores = new("--key-store") { Description = "Key stores that the client used; they tell why a certificate was not sent." };
        Option<string[]> trustStores = new("--trust-store") { Description = "What the end trusts that refused the other." };
        PasswordOptions passwords = new();
        Command command = new("diagnose", "Say why TLS connection attempts failed, how sure that is, and what to change.")
        {
            paths, json, explain, keyStores, trustStores, passwords.File, passwords.Variable,
        };
        SecretOptions secretOptions = new(passwords);
        secretOptions.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(explain) is null && result.GetValue(paths) is not { Length: > 0 })
            {
                result.AddError("Name a capture, or a finding with --explain.");
            }
        });
        command.SetAction(arguments =>
        {
            if (arguments.GetValue(explain) is { } id)
            {
                return Explain(id);
            }

            if (!passwords.TryRead(arguments, Console.Error, out KeyStoreOptions stores))
            {
                return ExitCode.InputNotReadable;
            }

            using TlsSecrets? secrets = secretOptions.Read(arguments, Console.Error, out bool hasFailed);
            using InputReading reading = new(stores, Console.Error);
            DiagnosisInputs inputs = new()
            {
                ClientEntries = reading.Entries(arguments.GetValue(keyStores)),
                TrustAnchors = reading.Trusted(arguments.GetValue(trustStores)),
            };
            IHandshakeOutput output = arguments.GetValue(json)
                ? new DiagnosisJsonOutput(new JsonLines(StandardOutput.Open()), inputs)
                : new DiagnosisOutput(TextScreen.OpenStandardOutput(), inputs);
            int code = HandshakeReading.OfCaptures(new TlsCaptureOptions { Secrets = secrets }, output, Console.Error).Read(arguments.GetValue(paths)!);
            secretOptions.Tell(arguments, secrets, Console.Error);
            return reading.HasFailed || hasFailed ? ExitCode.InputNotReadable : code;
        });
        return command;
    }

    private static int Explain(string id)
    {
        if (FindingPages.Find(id) is not { } page)
        {
            Console.Error.WriteLine($"tlstools: There is no finding '{id}'. There are: {string.Join(", ", FindingPages.Ids)}.");
            return ExitCode.InputNotReadable;
        }

        TextScreen screen = TextScreen.OpenStandardOutput();
        screen.Write(page);
        screen.Flush();
        return ExitCode.Done;
    }
}
