using System;
using System.CommandLine;
using System.IO;
using System.Security.Cryptography;
using TlsTools.Capture;
using TlsTools.Handshakes;
using TlsTools.Protection;

namespace TlsTools.Cli;

/// <summary><c>tlstools protect</c>: makes a copy of a capture that may be shared.</summary>
internal static class ProtectVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> source = new("capture") { Description = "A capture file (pcap or pcapng, also gzip-compressed)." };
        Argument<string> destination = new("copy") { Description = "The file to write: pcapng where its name says so, else pcap; packed where it ends in .gz." };
        Option<bool> addresses = new("--replace-address") { Description = "Replace addresses, each by the same one everywhere." };
        Option<bool> names = new("--replace-name") { Description = "Replace names by others of the same length, and rewrite certificates with them." };
        Option<bool> certificates = new("--keep-certificate") { Description = "Leave certificates as they are though names are replaced." };
        Option<bool> truncate = new("--truncate") { Description = "End packets behind the last byte that is kept, rather than fill them with zeros." };
        Option<bool> failed = new("--failed") { Description = "Only attempts that failed, or in which an alert was sent." };
        Option<bool> force = new("--force") { Description = "Overwrite a copy that is there." };
        Option<bool> json = new("--json") { Description = "Write one JSON object that says what was done, and what was replaced by what." };
        Command command = new("protect", "Make a copy of a capture that may be shared: handshakes and alerts, nothing of what was sent through the connections.")
        {
            source, destination, addresses, names, certificates, truncate, failed, force, json,
        };
        command.SetAction(arguments =>
        {
            string from = arguments.GetRequiredValue(source);
            string to = arguments.GetRequiredValue(destination);
            if (File.Exists(to) && !arguments.GetValue(force))
            {
                Console.Error.WriteLine($"tlstools: {to}: there is such a file; --force overwrites it.");
                return ExitCode.InputNotReadable;
            }

            using CaptureProtector protector = new(new ProtectionOptions
            {
                Selection = new TlsCaptureOptions { FailedOnly = arguments.GetValue(failed) },
                ReplaceAddress = arguments.GetValue(addresses),
                ReplaceName = arguments.GetValue(names),
                KeepCertificate = arguments.GetValue(certificates),
                Truncate = arguments.GetValue(truncate),
                Key = RandomNumberGenerator.GetBytes(32),
            });
            try
            {
                ProtectedCapture made = protector.Protect(from, to, out CaptureFormatException? damage);
                new ResultOutput(arguments.GetValue(json)).Show([made], static (writer, json, copy) => writer.WriteFields(json, copy), Write);
                if (damage is null)
                {
                    return made.Connections > 0 ? ExitCode.Done : ExitCode.NothingFound;
                }

                Console.Error.WriteLine($"tlstools: {from}: at byte {damage.Offset}: {damage.Message}");
            }
            catch (CaptureFormatException none)
            {
                Console.Error.WriteLine($"tlstools: {from}: at byte {none.Offset}: {none.Message}");
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine($"tlstools: {from}: {(refused is FileNotFoundException ? "there is no such file." : refused.Message)}");
            }

            return ExitCode.InputNotReadable;
        });
        return command;
    }

    private static void Write(TextScreen screen, ProtectedCapture copy)
    {
        screen.Write($"{copy.Destination}: {copy.Connections} connections in {copy.Packets} packets; {copy.PacketsLeftOut} packets left out");
        screen.WriteLine();
        screen.Write($"     {copy.BytesKept} payload bytes kept, {copy.BytesRemoved} removed; {copy.SecretsLeftOut} blocks of secrets left out");
        screen.WriteLine();
        if (copy.Addresses.Count + copy.Names.Count > 0)
        {
            screen.Write($"     {copy.Addresses.Count} addresses and {copy.Names.Count} words of names replaced; --json tells by what");
            screen.WriteLine();
        }
    }
}
