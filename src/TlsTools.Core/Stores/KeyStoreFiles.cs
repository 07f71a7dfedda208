using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TlsTools.Capture;

namespace TlsTools.Stores;

/// <summary>Finds key stores in folders.</summary>
public static class KeyStoreFiles
{
    /// <summary>The files in a folder and those below it that are named as key stores and certificates are, in the order of their paths.</summary>
    /// <param name="folder">Where to look; folders that may not be read are passed over.</param>
    public static IEnumerable<string> Find(string folder) =>
        FolderFiles.Below(folder).Where(IsNamedAsStore).OrderBy(path => path, StringComparer.Ordinal);

    private static bool IsNamedAsStore(string path)
    {
        string name = Path.GetFileName(path);
        return name.Equals("cacerts", StringComparison.OrdinalIgnoreCase)
            || s_suffixes.Any(suffix => name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
    }

    private static readonly string[] s_suffixes =
    [
        ".pem", ".crt", ".cer", ".der", ".p7b", ".p7c", ".p12", ".pfx", ".jks", ".jceks", ".ks", ".keystore", ".truststore",
    ];
}
