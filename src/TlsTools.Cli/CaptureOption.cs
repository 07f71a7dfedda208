using System;
using System.CommandLine;
using System.IO;
using TlsTools.Probe;

namespace TlsTools.Cli;

/// <summary>The option that keeps what is on the wire.</summary>
internal sealed class CaptureOption
{
    private readonly Option<string?> _path = new("--capture") { Description = "Keep what is on the wire of every connection in this file, as pcapng with its secrets; a file that is there is overwritten." };

    /// <summary>Adds the option to a command.</summary>
    public void AddTo(Command command) => command.Options.Add(_path);

    /// <summary>Begins the file that the arguments name, or says why that cannot be.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="capture">The capture; <see langword="null"/> where the arguments name none.</param>
    public bool TryOpen(ParseResult arguments, out ProbeCapture? capture)
    {
        capture = null;
        if (arguments.GetValue(_path) is not { } path)
        {
            return true;
        }

        try
        {
            capture = new ProbeCapture(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read));
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"tlstools: {path}: the capture cannot be written: {refused.Message}");
            return false;
        }
    }
}
