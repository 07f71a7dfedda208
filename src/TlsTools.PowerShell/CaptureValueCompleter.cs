using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Threading;
using TlsTools.Capture;
using TlsTools.Handshakes;

namespace TlsTools;

/// <summary>Completes a filter with the values that stand in the captures named on the same command line.</summary>
internal abstract class CaptureValueCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        object? path = fakeBoundParameters["Path"] ?? fakeBoundParameters["LiteralPath"];
        if (path is null)
        {
            return [];
        }

        // A quoted value is completed within its quotes.
        string word = wordToComplete.Trim('\'', '"');
        return Read(path)
            .Where(value => value.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderBy(value => value, StringComparer.OrdinalIgnoreCase)
            .Select(value => new CompletionResult(value));
    }

    /// <summary>What a handshake offers as a value.</summary>
    private protected abstract IEnumerable<string?> ValuesOf(TlsHandshake handshake);

    private List<string> Read(object path)
    {
        List<string> values = [];
        try
        {
            using CancellationTokenSource patience = new(s_patience);
            using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
            foreach (PathInfo file in shell.AddCommand("Resolve-Path").AddParameter("Path", path).Invoke<PathInfo>())
            {
                foreach (TlsHandshake handshake in TlsCapture.ReadHandshakes(file.ProviderPath, null, patience.Token))
                {
                    values.AddRange(ValuesOf(handshake).OfType<string>());
                }
            }
        }
        catch (Exception reason) when (reason is OperationCanceledException or CaptureFormatException or RuntimeException
            or System.IO.IOException or UnauthorizedAccessException)
        {
            // What was read until then is offered; the command itself will say what is wrong with the file.
        }

        return values;
    }

    // Nobody waits longer after pressing Tab.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
}

/// <summary>Completes the names that clients asked for.</summary>
internal sealed class ServerNameCompleter : CaptureValueCompleter
{
    private protected override IEnumerable<string?> ValuesOf(TlsHandshake handshake) => [handshake.ServerName];
}

/// <summary>Completes the addresses of both ends.</summary>
internal sealed class AddressCompleter : CaptureValueCompleter
{
    private protected override IEnumerable<string?> ValuesOf(TlsHandshake handshake) =>
        [handshake.Client?.Address.ToString(), handshake.Server?.Address.ToString()];
}

/// <summary>Completes the ports of servers.</summary>
internal sealed class PortCompleter : CaptureValueCompleter
{
    private protected override IEnumerable<string?> ValuesOf(TlsHandshake handshake) =>
        [handshake.Server?.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)];
}
