using System;
using System.CommandLine;
using System.CommandLine.Parsing;

namespace TlsTools.Cli;

internal static class Program
{
    private static int Main(string[] arguments)
    {
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
        if (parsed.Errors.Count == 0 || arguments.Length == 0)
        {
            return parsed.Invoke();
        }

        // The parser's own answer would put its help on standard output, where a script expects results only.
        foreach (ParseError error in parsed.Errors)
        {
            Console.Error.WriteLine($"tlstools: {error.Message}");
        }

        Console.Error.WriteLine($"Try: {Usage(parsed.CommandResult.Command)} --help");
        return ExitCode.InputNotReadable;
    }

    private static string Usage(Command command) => command is RootCommand ? "tlstools" : $"tlstools {command.Name}";
}
