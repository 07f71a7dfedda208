using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace TlsTools.Capture;

/// <summary>Finds capture files in folders.</summary>
public static class CaptureFiles
{
    /// <summary>
    /// The files in a folder and those below it that begin as captures do, or are named as captures are (so that a damaged one
    /// is not passed over in silence), in the order of their paths.
    /// </summary>
    /// <param name="folder">Where to look; folders that may not be read are passed over.</param>
    public static IEnumerable<string> Find(string folder) =>
        FolderFiles.Below(folder).Where(path => IsNamedAsCapture(path) || IsCapture(path)).OrderBy(path => path, StringComparer.Ordinal);

    /// <summary>Keeps a capture from being replaced by what is made of it, where two paths were given in the wrong order.</summary>
    /// <param name="path">The file that is going to be written.</param>
    /// <exception cref="IOException">There is a capture.</exception>
    public static void RefuseToReplace(string path)
    {
        if (File.Exists(path) && IsCapture(path))
        {
            throw new IOException($"{path} is a capture, which this would replace: name another file, or remove it.");
        }
    }

    private static bool IsCapture(string path)
    {
        try
        {
            // A pipe or a device, which would wait or never end, has no length.
            return new FileInfo(path).Length > 0 && CaptureFormats.IsCapture(File.OpenRead(path));
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsNamedAsCapture(string path)
    {
        string name = Path.GetFileName(path);
        if (name.EndsWith(PackedSuffix, StringComparison.OrdinalIgnoreCase))
        {
            name = name.Substring(0, name.Length - PackedSuffix.Length);
        }

        return s_suffixes.Any(suffix => name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
    }

    private const string PackedSuffix = ".gz";

    private static readonly string[] s_suffixes = [".pcap", ".pcapng", ".cap", ".ntar"];
}
