using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using TlsTools.Cli.Json;
using TlsTools.Handshakes;
using TlsTools.Reports.Ladders;

namespace TlsTools.Cli;

/// <summary><c>tlstools show</c>: draws TLS connection attempts as ladders.</summary>
internal static class ShowVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<bool> text = new("--text") { Description = "Plain text; the default." };
        Option<bool> svg = new("--svg") { Description = "A picture in SVG." };
        Option<bool> html = new("--html") { Description = "A page in HTML with the picture, chains, authorities, causes and remedies." };
        Option<bool> mermaid = new("--mermaid") { Description = "A sequence diagram in Mermaid." };
        Option<bool> json = new("--json") { Description = "Write one JSON object a line." };
        Option<string?> file = new("--output") { Description = "Write to this file; without --svg, --html, --mermaid or --text its ending tells the form. Further pictures get -2, -3 … in their names." };
        Option<int?> number = new("--number") { Description = "Only the handshake with this number in its source." };
        Option<int?> width = new("--width") { Description = "Characters in a line; those of the terminal where it is left out, 80 at least." };
        Command command = new("show", "Draw TLS connection attempts as ladders: who sent what when, in which stage it broke, and why.")
        {
            text, svg, html, mermaid, json, file, number, width,
        };
        SourceOptions source = new();
        source.AddTo(command);
        command.Validators.Add(result =>
        {
            if (Count(result, text, svg, html, mermaid, json) > 1)
            {
                result.AddError("Name one of --text, --svg, --html, --mermaid and --json.");
            }
        });
        command.SetAction(arguments =>
        {
            if (arguments.GetValue(json))
            {
                return Read(source, arguments, new LadderJsonOutput(new JsonLines(StandardOutput.Open()), arguments.GetValue(number)), arguments.GetValue(number));
            }

            string? path = arguments.GetValue(file);
            LadderFormat? format = arguments.GetValue(svg) ? LadderFormat.Svg
                : arguments.GetValue(html) ? LadderFormat.Html
                : arguments.GetValue(mermaid) ? LadderFormat.Mermaid
                : arguments.GetValue(text) || path is null ? null
                : LadderDocuments.FormatOf(path);
            TextScreen screen = TextScreen.OpenStandardOutput();
            int room = arguments.GetValue(width) ?? screen.Width;
            if (format is null && path is null)
            {
                return Read(source, arguments, new LadderOutput(screen, room, arguments.GetValue(number)), arguments.GetValue(number));
            }

            LadderFileOutput output = new(format ?? LadderFormat.Text, path, room, arguments.GetValue(number));
            int code = Read(source, arguments, output, arguments.GetValue(number));
            return output.Finish(Console.Error) ? code : ExitCode.InputNotReadable;
        });
        return command;
    }

    private static int Read(SourceOptions source, ParseResult arguments, IHandshakeOutput output, int? number)
    {
        if (number is null)
        {
            return source.Read(arguments, output);
        }

        Lookout lookout = new(output, number.Value);
        int code = source.Read(arguments, lookout);
        if (lookout.HasSeen || code != ExitCode.Done)
        {
            return code;
        }

        Console.Error.WriteLine($"tlstools: there is no handshake {number}.");
        return ExitCode.NothingFound;
    }

    private static int Count(CommandResult result, params Option<bool>[] options)
    {
        int count = 0;
        foreach (Option<bool> option in options)
        {
            count += result.GetValue(option) ? 1 : 0;
        }

        return count;
    }

    private sealed class Lookout(IHandshakeOutput output, int number) : IHandshakeOutput
    {
        public bool HasSeen { get; private set; }

        public void Write(TlsHandshake handshake)
        {
            HasSeen |= handshake.Number == number;
            output.Write(handshake);
        }

        public void EndSource() => output.EndSource();

        public void Flush() => output.Flush();
    }
}
