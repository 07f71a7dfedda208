using System;
using System.Collections.Generic;
using System.IO;

namespace TlsTools.Cli;

/// <summary>Makes files of the paths on a command line.</summary>
internal static class InputFiles
{
    /// <summary>The files that a path of the command line means.</summary>
    /// <param name="path">A file, a folder, or a pattern.</param>
    /// <param name="find">Searches a folder.</param>
    public static IEnumerable<string> Of(string path, Func<string, IEnumerable<string>> find)
    {
        if (Directory.Exists(path))
        {
            return find(path);
        }

        // A Windows shell leaves wildcards to the program.
        string pattern = Path.GetFileName(path);
        if (File.Exists(path) || pattern.AsSpan().IndexOfAny('*', '?') < 0)
        {
            return [path];
        }

        string folder = Path.GetDirectoryName(path) is { Length: > 0 } named ? named : ".";
        string[] matches = Directory.Exists(folder) ? Directory.GetFiles(folder, pattern) : [];
        Array.Sort(matches, StringComparer.Ordinal);
        return matches.Length > 0 ? matches : [path];
    }
}
