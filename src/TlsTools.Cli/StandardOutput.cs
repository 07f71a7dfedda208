using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace TlsTools.Cli;

/// <summary>Standard output as a stream that ends the program when nobody reads any more, as in <c>tlstools … | head</c>.</summary>
internal static class StandardOutput
{
    /// <summary>Opens it.</summary>
    public static Stream Open()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
        {
            return Console.OpenStandardOutput();
        }

        // The console's own stream is silent about a pipe that was closed, and hours of reading would go nowhere. A file is
        // left to it: a FileStream would not move the offset that the next program of a script goes on from.
        SafeFileHandle descriptor = new(StandardOutputDescriptor, ownsHandle: false);
        Pipe pipe = new(descriptor);
        return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
    }

    private const nint StandardOutputDescriptor = 1;

    private sealed class Pipe(SafeFileHandle descriptor) : FileStream(descriptor, FileAccess.Write, bufferSize: 0)
    {
        // All writing of a class derived from FileStream goes through this one.
        public override void Write(byte[] buffer, int offset, int count)
        {
            try
            {
                base.Write(buffer, offset, count);
            }
            catch (IOException)
            {
                // Whoever closed the pipe has what he wanted.
                Environment.Exit(ExitCode.Done);
            }
        }
    }
}
