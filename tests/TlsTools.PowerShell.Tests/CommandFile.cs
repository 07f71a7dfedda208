using System;
using System.IO;

namespace TlsTools.Tests;

/// <summary>Finds the command as it is built, with all that it runs with.</summary>
internal static class CommandFile
{
    /// <summary>The file to start.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        // bin/<configuration>/<framework>/ of the tests, which are built with the same configuration.
        DirectoryInfo framework = new(System.IO.Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string name = OperatingSystem.IsWindows() ? "tlstools.exe" : "tlstools";
        return System.IO.Path.Combine(RepositoryFiles.Root, "src", "TlsTools.Cli", "bin", framework.Parent!.Name, framework.Name, name);
    }
}
