using System;
using System.CommandLine;
using System.IO;
using System.Text;
using TlsTools.Capture;
using TlsTools.Cli.Json;
using TlsTools.Reports.Pages;

namespace TlsTools.Cli;

/// <summary><c>tlstools report</c>: writes one page about all TLS connection attempts, for a ticket.</summary>
internal static class ReportVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<string> file = new("--output") { Description = "The file to write, for instance report.html; - for standard output.", Required = true };
        Option<string?> title = new("--title") { Description = "The title of the page." };
        Option<int?> ladders = new("--ladders") { Description = "Of how many failed attempts everything is shown, at most; 100." };
        Option<bool> json = new("--json") { Description = "Write the attempts to standard output too, one JSON object a line." };
        Command command = new("report", "Write one page of HTML about TLS connection attempts: counts, a table, and ladders, causes and remedies of those that failed.") { file, title, ladders, json };
        SourceOptions source = new();
        source.AddTo(command);
        ladders.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int number) && number < 0)
            {
                result.AddError("--ladders takes no number below 0.");
            }
        });
        command.Validators.Add(result =>
        {
            if (result.GetValue(json) && result.GetValue(file) == HandshakeReading.StandardInput)
            {
                result.AddError("Standard output takes the page or --json: name a file.");
            }
        });
        command.SetAction(arguments =>
        {
            TlsReportOptions options = new();
            TlsReport report = new(options with { Title = arguments.GetValue(title) ?? options.Title, MaximumLadders = arguments.GetValue(ladders) ?? options.MaximumLadders });
            int code = source.Read(arguments, new ReportOutput(report, arguments.GetValue(json) ? new JsonLines(StandardOutput.Open()) : null));
            return report.Count == 0 || TryWrite(report, arguments.GetRequiredValue(file)) ? code : ExitCode.InputNotReadable;
        });
        return command;
    }

    private static bool TryWrite(TlsReport report, string file)
    {
        try
        {
            CaptureFiles.RefuseToReplace(file);
            using Stream stream = file == HandshakeReading.StandardInput ? StandardOutput.Open() : File.Create(file);
            using StreamWriter writer = new(stream, new UTF8Encoding(false));
            report.Write(writer);
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"tlstools: {file}: {refused.Message}");
            return false;
        }
    }
}
