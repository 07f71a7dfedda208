using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace TlsTools;

/// <summary>Completes files of fitting kinds, and folders; all files where none fits, for names need not tell what files are.</summary>
internal abstract class FileCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        CompletionResult[] found = [.. CompletionCompleters.CompleteFilename(wordToComplete)];
        CompletionResult[] fitting = [.. found.Where(result => result.ResultType == CompletionResultType.ProviderContainer || Fits(result.ListItemText))];
        return fitting.Length > 0 ? fitting : found;
    }

    /// <summary>How names of fitting files end.</summary>
    private protected abstract IReadOnlyList<string> Endings { get; }

    private bool Fits(string name) => Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Completes captures.</summary>
internal sealed class CaptureFileCompleter : FileCompleter
{
    private protected override IReadOnlyList<string> Endings => [".pcap", ".pcapng", ".cap", ".ntar", ".pcap.gz", ".pcapng.gz", ".cap.gz"];
}

/// <summary>Completes key stores and certificates.</summary>
internal sealed class KeyStoreFileCompleter : FileCompleter
{
    private protected override IReadOnlyList<string> Endings =>
        [".pem", ".crt", ".cer", ".der", ".key", ".p7b", ".p7c", ".p12", ".pfx", ".jks", ".jceks", ".ks", ".keystore", ".truststore", "cacerts"];
}

/// <summary>Completes logs.</summary>
internal sealed class LogFileCompleter : FileCompleter
{
    private protected override IReadOnlyList<string> Endings => [".log", ".txt", ".out", ".err", ".csv", ".xml", ".gz", ".trace"];
}

/// <summary>Completes key logs.</summary>
internal sealed class KeyLogFileCompleter : FileCompleter
{
    private protected override IReadOnlyList<string> Endings => [".keys", ".log", ".txt", ".keylog", ".sslkeylog"];
}

/// <summary>Completes revocation lists and OCSP responses.</summary>
internal sealed class RevocationFileCompleter : FileCompleter
{
    private protected override IReadOnlyList<string> Endings => [".crl", ".der", ".pem", ".ocsp", ".ors"];
}
