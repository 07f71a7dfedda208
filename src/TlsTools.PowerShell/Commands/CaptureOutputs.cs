using System;
using System.IO;
using System.Management.Automation;
using TlsTools.Probe;

namespace TlsTools.Commands;

/// <summary>Begins the file in which a cmdlet keeps what is on the wire; without it the cmdlet does nothing.</summary>
internal static class CaptureOutputs
{
    /// <summary>Begins it; a file that is there is overwritten.</summary>
    /// <param name="command">Who writes it.</param>
    /// <param name="path">The file; <see langword="null"/> for none.</param>
    public static ProbeCapture? Open(PSCmdlet command, string? path)
    {
        if (path is null)
        {
            return null;
        }

        string file = command.GetUnresolvedProviderPathFromPSPath(path);
        try
        {
            return new ProbeCapture(new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.Read));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            command.ThrowTerminatingError(Errors.FileNotWritten(file, refused));
            throw;
        }
    }
}
