using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace TlsTools.Capture;

/// <summary>Lists the files of folders that are searched for inputs.</summary>
internal static class FolderFiles
{
    /// <summary>The files in a folder and those below it; folders that may not be read are passed over.</summary>
    /// <param name="folder">Where to look.</param>
    public static IEnumerable<string> Below(string folder)
    {
        string[] files;
        string[] folders;
        try
        {
            files = Directory.GetFiles(folder);
            folders = Directory.GetDirectories(folder);
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }

        // A link to a folder can lead back to where it stands.
        return files.Concat(folders
            .Where(inner => (File.GetAttributes(inner) & FileAttributes.ReparsePoint) == 0)
            .SelectMany(Below));
    }
}
