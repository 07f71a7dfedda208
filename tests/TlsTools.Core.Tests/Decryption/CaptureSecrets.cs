using System;
using System.IO;
using System.Linq;
using TlsTools.Decryption;
using TlsTools.Stores;

namespace TlsTools.Tests.Decryption;

/// <summary>Opens the secrets that lie beside captures.</summary>
internal static class CaptureSecrets
{
    /// <summary>Reads key logs.</summary>
    public static TlsSecrets FromKeyLogs(params string[] paths)
    {
        TlsSecrets secrets = new();
        foreach (string path in paths)
        {
            using FileStream file = File.OpenRead(path);
            secrets.AddKeyLog(file);
        }

        return secrets;
    }

    /// <summary>Reads what the column <c>decrypt_keys</c> of the inventory names: a key log, a private key, or a pre-shared key.</summary>
    public static TlsSecrets Open(string source, string folder)
    {
        if (source.StartsWith("psk:", StringComparison.Ordinal))
        {
            TlsSecrets shared = new();
            shared.AddPreSharedKey(Convert.FromHexString(source["psk:".Length..]));
            return shared;
        }

        string path = Path.Combine(folder, source);
        if (source.EndsWith(".keylog", StringComparison.Ordinal))
        {
            return FromKeyLogs(path);
        }

        TlsSecrets secrets = new();
        using KeyStore store = KeyStores.Open(path);
        _ = secrets.AddServerKeys(store);
        return secrets;
    }

    /// <summary>The sources that the column names; none where it says that the capture carries its secrets.</summary>
    public static string[] Split(string column) =>
        [.. column.Split(';').Select(source => source.Trim()).Where(source => source is not ("" or "-"))];

    /// <summary>What stands in the column for secrets that the capture carries.</summary>
    public const string Carried = "embedded DSB";
}
