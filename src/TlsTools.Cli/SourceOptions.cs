using System;
using System.CommandLine;
using TlsTools.Decryption;
using TlsTools.Handshakes;

namespace TlsTools.Cli;

/// <summary>Where a verb takes handshakes from that shows those of captures and of logs alike.</summary>
internal sealed class SourceOptions
{
    private readonly Argument<string[]> _paths = new("path")
    {
        Description = "Capture files (pcap or pcapng, also gzip-compressed), folders that are searched for them, or - for standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> _log = new("--log") { Description = "The paths are debug logs, as tlstools log reads them." };
    private readonly Option<bool> _failed = new("--failed") { Description = "Only attempts that failed, or in which an alert was sent." };
    private readonly PasswordOptions _passwords = new();
    private readonly SecretOptions _secrets;

    /// <summary>Makes the options.</summary>
    public SourceOptions() => _secrets = new SecretOptions(_passwords);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_paths);
        command.Options.Add(_log);
        command.Options.Add(_failed);
        command.Options.Add(_passwords.File);
        command.Options.Add(_passwords.Variable);
        _secrets.AddTo(command);
    }

    /// <summary>Reads everything and shows it.</summary>
    /// <returns>The exit code.</returns>
    public int Read(ParseResult arguments, IHandshakeOutput output)
    {
        string[] paths = arguments.GetRequiredValue(_paths);
        bool failedOnly = arguments.GetValue(_failed);
        if (arguments.GetValue(_log))
        {
            return LogVerb.Reading(failedOnly ? new FailedOnly(output) : output).Read(paths);
        }

        using TlsSecrets? secrets = _secrets.Read(arguments, Console.Error, out bool hasFailed);
        TlsCaptureOptions options = new() { Secrets = secrets, FailedOnly = failedOnly };
        int code = HandshakeReading.OfCaptures(options, output, Console.Error).Read(paths);
        _secrets.Tell(arguments, secrets, Console.Error);
        return hasFailed ? ExitCode.InputNotReadable : code;
    }

    private sealed class FailedOnly(IHandshakeOutput output) : IHandshakeOutput
    {
        public void Write(TlsHandshake handshake)
        {
            if (handshake.Outcome == HandshakeOutcome.Failed || handshake.Alert is not null)
            {
                output.Write(handshake);
            }
        }

        public void EndSource() => output.EndSource();

        public void Flush() => output.Flush();
    }
}
