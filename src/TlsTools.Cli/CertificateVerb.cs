using System;
using System.CommandLine;
using TlsTools.Stores;

namespace TlsTools.Cli;

/// <summary><c>tlstools certificate</c>: shows the entries of key stores.</summary>
internal static class CertificateVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string[]> paths = new("path")
        {
            Description = "Key stores and certificates (PEM, DER, PKCS#7, PKCS#12, JKS, JCEKS, Apigee's JSON), folders that are searched for them, or - for standard input.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string[]> store = new("--store") { Description = @"A store of the operating system by location and name, for instance CurrentUser\My." };
        Option<bool> json = new("--json") { Description = "Write one JSON object a line." };
        PasswordOptions password = new();

        Command command = new("certificate", "Show what key stores hold: certificates, chains, and whether the private keys fit.")
        {
            paths, store, json, password.File, password.Variable,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(paths) is null or [] && result.GetValue(store) is null or [])
            {
                result.AddError("Give a path or a --store.");
            }
        });
        command.SetAction(arguments =>
        {
            if (!password.TryRead(arguments, Console.Error, out KeyStoreOptions options))
            {
                return ExitCode.InputNotReadable;
            }

            ICertificateOutput output = arguments.GetValue(json)
                ? new CertificateJsonOutput(StandardOutput.Open())
                : new CertificateTableOutput(TextScreen.OpenStandardOutput());
            return new CertificateReading(options, output, Console.Error).Read(arguments.GetValue(paths) ?? [], arguments.GetValue(store) ?? []);
        });
        return command;
    }
}
