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
        EntryOptions entries = new("Key stores and certificates (PEM, DER, PKCS#7, PKCS#12, JKS, JCEKS, Apigee's JSON), folders that are searched for them, or - for standard input.");
        Option<bool> json = new("--json") { Description = "Write one JSON object a line." };
        PasswordOptions password = new();

        Command command = new("certificate", "Show what key stores hold: certificates, chains, and whether the private keys fit.")
        {
            json, password.File, password.Variable,
        };
        entries.AddTo(command);
        entries.Require(command);
        command.SetAction(arguments =>
        {
            if (!password.TryRead(arguments, Console.Error, out KeyStoreOptions options))
            {
                return ExitCode.InputNotReadable;
            }

            ICertificateOutput output = arguments.GetValue(json)
                ? new CertificateJsonOutput(StandardOutput.Open())
                : new CertificateTableOutput(TextScreen.OpenStandardOutput());
            return new CertificateReading(options, output, Console.Error).Read(entries.Paths(arguments), entries.Stores(arguments));
        });
        return command;
    }
}
