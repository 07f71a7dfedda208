using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO;
using System.Linq;

namespace TlsTools.Cli;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        Console.SetError(PlainText.Over(Console.Error));
        RootCommand root = new("Reads TLS handshakes out of captures, says how each one ended, tests client certificates against what servers want, and asks servers and clients themselves.")
        {
            HandshakeVerb.Create(),
            LogVerb.Create(),
            DiagnoseVerb.Create(),
            ShowVerb.Create(),
            ReportVerb.Create(),
            MeasureVerb.Create(),
            CertificateVerb.Create(),
            AcceptableAuthorityVerb.Create(),
            CompareAuthorityVerb.Create(),
            ClientCertificateVerb.Create(),
            ProbeVerb.Create(),
            ProtectVerb.Create(),
            ListenVerb.Create(),
        };
        ParseResult parsed = root.Parse(arguments);
        if (UnknownOption(parsed) is { } unknown)
        {
            string hint = unknown.StartsWith("--password", StringComparison.Ordinal) ? " Passwords come from --password-file or --password-env." : string.Empty;
            Console.Error.WriteLine($"tlstools: there is no option {unknown}, nor a file of that name.{hint}");
            Console.Error.WriteLine($"Try: {Usage(parsed.CommandResult.Command)} --help");
            return ExitCode.InputNotReadable;
        }

        if (parsed.Errors.Count == 0 || arguments.Length == 0)
        {
            return Run(parsed);
        }

        // The parser's own answer would put its help on standard output, where a script expects results only.
        foreach (ParseError error in parsed.Errors)
        {
            Console.Error.WriteLine($"tlstools: {error.Message.Replace(" as expected type 'System.Int32'", ": it takes a number", StringComparison.Ordinal)}");
        }

        Console.Error.WriteLine($"Try: {Usage(parsed.CommandResult.Command)} --help");
        return ExitCode.InputNotReadable;
    }

    private static int Run(ParseResult parsed)
    {
        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Of inputs it was told where they were read: this is the output, as on a disk that is full.
            Console.Error.WriteLine($"tlstools: the output cannot be written: {failure.Message}");
            return ExitCode.InputNotReadable;
        }
    }

    // What is no option is taken for a path by a verb that takes many.
    private static string? UnknownOption(ParseResult parsed) => parsed.CommandResult.Children
        .OfType<ArgumentResult>()
        .SelectMany(argument => argument.Tokens)
        .Select(token => token.Value)
        .FirstOrDefault(value => value.StartsWith("--", StringComparison.Ordinal) && !Path.Exists(value));

    private static string Usage(Command command) => command is RootCommand ? "tlstools" : $"tlstools {command.Name}";
}
