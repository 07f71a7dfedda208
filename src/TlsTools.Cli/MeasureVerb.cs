using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using TlsTools.Decryption;
using TlsTools.Handshakes;
using TlsTools.Measures;

namespace TlsTools.Cli;

/// <summary><c>tlstools measure</c>: counts handshakes by what they have in common.</summary>
internal static class MeasureVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string[]> paths = new("path")
        {
            Description = "Capture files (pcap or pcapng, also gzip-compressed), folders that are searched for them, or - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<HandshakeProperty[]> by = new("--by")
        {
            Description = "What tells groups apart, separated by commas: " + string.Join(", ", Enum.GetNames<HandshakeProperty>()) + ".",
            CustomParser = static result => ReadProperties(result),
            DefaultValueFactory = static _ => [HandshakeProperty.Server],
        };
        Option<string[]> baseline = new("--baseline") { Description = "Captures to compare with, for instance of the day before; can be given again." };
        Option<bool> json = new("--json") { Description = "Write one JSON object a line." };
        Command command = new("measure", "Count handshakes by server, version, cause and more, with the share of failures and percentiles of durations.") { paths, by, baseline, json };
        PasswordOptions passwords = new();
        command.Options.Add(passwords.File);
        command.Options.Add(passwords.Variable);
        SecretOptions secretOptions = new(passwords);
        secretOptions.AddTo(command);
        command.SetAction(arguments =>
        {
            using TlsSecrets? secrets = secretOptions.Read(arguments, Console.Error, out bool hasFailed);
            TlsCaptureOptions options = new() { Secrets = secrets };
            HandshakeProperty[] properties = arguments.GetRequiredValue(by);
            IReadOnlyList<HandshakeMeasure>? before = null;
            if (arguments.GetValue(baseline) is { Length: > 0 } earlier)
            {
                HandshakeMeter meterBefore = new(properties);
                hasFailed |= HandshakeReading.OfCaptures(options, new MeterOutput(meterBefore), Console.Error).Read(earlier) == ExitCode.InputNotReadable;
                before = meterBefore.Read();
            }

            HandshakeMeter meter = new(properties);
            int code = HandshakeReading.OfCaptures(options, new MeterOutput(meter), Console.Error).Read(arguments.GetRequiredValue(paths));
            bool isFirst = true;
            new ResultOutput(arguments.GetValue(json)).Show(
                meter.Read(before),
                static (writer, json, measure) => writer.WriteFields(json, measure),
                (screen, measure) =>
                {
                    Write(screen, measure, isFirst, hasBaseline: before is not null);
                    isFirst = false;
                });
            secretOptions.Tell(arguments, secrets, Console.Error);
            return hasFailed ? ExitCode.InputNotReadable : code;
        });
        return command;
    }

    private static HandshakeProperty[] ReadProperties(System.CommandLine.Parsing.ArgumentResult result)
    {
        List<HandshakeProperty> properties = [];
        foreach (string name in result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            // Enum.Parse would take numbers too.
            if (Enum.GetNames<HandshakeProperty>().FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase)) is { } found)
            {
                properties.Add(Enum.Parse<HandshakeProperty>(found));
            }
            else
            {
                result.AddError($"'{name}' is nothing that handshakes are told apart by. There are: {string.Join(", ", Enum.GetNames<HandshakeProperty>())}.");
            }
        }

        return [.. properties];
    }

    private static void Write(TextScreen screen, HandshakeMeasure measure, bool isFirst, bool hasBaseline)
    {
        int nameWidth = Math.Max(screen.Width - FixedWidth - (hasBaseline ? ChangeWidth : 0) - CauseWidth, NarrowestName);
        if (isFirst)
        {
            string heading = TextScreen.Fit(measure.By.Length == 0 ? "Group" : measure.By, nameWidth) + "   Count  Failed Failed %   p50 ms   p95 ms   max ms";
            screen.Write(heading + (hasBaseline ? "  +/- Count  +/- p50" : "") + "  Cause", ConsoleColor.DarkGray);
            screen.WriteLine();
        }

        screen.Write(string.Format(
            CultureInfo.InvariantCulture,
            "{0}{1,8}{2,8}{3,9:0.0}{4,9}{5,9}{6,9}",
            TextScreen.Fit(measure.Name.Length == 0 ? "all" : measure.Name, nameWidth),
            measure.Count,
            measure.Failed,
            measure.FailureShare * 100,
            Milliseconds(measure.P50),
            Milliseconds(measure.P95),
            Milliseconds(measure.Maximum)));
        if (hasBaseline)
        {
            screen.Write(string.Format(CultureInfo.InvariantCulture, "{0,11:+0;-0;0}{1,9}", measure.CountChange, Milliseconds(measure.P50Change)));
        }

        if (measure.TopCause is { } cause)
        {
            screen.Write("  ");
            screen.Write(TextScreen.Fit($"{cause} ({measure.TopCauseCount})", CauseWidth - 2).TrimEnd(), ConsoleColor.Red);
        }

        screen.WriteLine();
    }

    private static string Milliseconds(TimeSpan? duration) => duration?.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture) ?? "";

    private const int FixedWidth = 8 + 8 + 9 + 9 + 9 + 9;
    private const int ChangeWidth = 20;
    private const int CauseWidth = 32;
    private const int NarrowestName = 12;

    /// <summary>Counts what is read.</summary>
    private sealed class MeterOutput(HandshakeMeter meter) : IHandshakeOutput
    {
        public void Write(TlsHandshake handshake) => meter.Add(handshake);

        public void Flush()
        {
        }
    }
}
