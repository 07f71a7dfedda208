using System;
using System.IO;
using TlsTools.Decryption;

namespace TlsTools.Probe.Platform;

/// <summary>
/// The key log that the platform's TLS writes, where the user wants one: .NET 9 and newer on Linux do so with the switch
/// <c>System.Net.EnableSslKeyLogging</c> into the file that <c>SSLKEYLOGFILE</c> names. It holds for the whole process, so nobody but the
/// user turns it on.
/// </summary>
internal static class PlatformKeyLog
{
    /// <summary>Adds the secrets of the log, if there is one.</summary>
    public static void AddTo(TlsSecrets secrets)
    {
        if (!AppContext.TryGetSwitch("System.Net.EnableSslKeyLogging", out bool isOn) || !isOn || Environment.GetEnvironmentVariable("SSLKEYLOGFILE") is not { Length: > 0 } path)
        {
            return;
        }

        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            secrets.AddKeyLog(file);
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            // Then the records stay closed, as they do without a log.
        }
    }
}
