using System;
using System.IO;

namespace TlsTools.Tests;

/// <summary>Finds the folders of the repository, and the shared material that may stand beside it.</summary>
internal static class RepositoryFiles
{
    /// <summary>The folder that holds TlsTools.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The shared material, or <see langword="null"/> on a machine that has only the repository.</summary>
    public static string? Shared { get; } = FindShared();

    /// <summary>What a test says that skips for want of the shared material.</summary>
    public const string SharedMissing = "The shared captures are not beside this checkout (set TLSTOOLS_SHARED to their folder).";

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TlsTools.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("No folder above the tests holds TlsTools.sln.");
    }

    private static string? FindShared()
    {
        string folder = Environment.GetEnvironmentVariable("TLSTOOLS_SHARED") ?? Path.Combine(Root, "..", "shared");
        return Directory.Exists(Path.Combine(folder, "captures")) ? Path.GetFullPath(folder) : null;
    }
}
