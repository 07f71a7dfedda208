using System;
using System.IO;
using System.Linq;
using TlsTools.Tls;
using TlsTools.X509;

namespace TlsTools.Probe.Platform;

/// <summary>
/// The key log that the platform's TLS writes, where the user wants one: .NET 9 and newer on Linux do so with the switch
/// <c>System.Net.EnableSslKeyLogging</c> into the file that <c>SSLKEYLOGFILE</c> names. It holds for the whole process, so nobody but the
/// user, or a program that is all ours, turns it on.
/// </summary>
internal static class PlatformKeyLog
{
    /// <summary>The secrets of one connection; none where there is no log.</summary>
    public static KeyLog Of(RecordedConnection connection)
    {
        byte[]? hello = connection.Sent.Where(piece => piece.Sender == Side.Client).Select(piece => piece.Bytes).FirstOrDefault();
        KeyLog secrets = new([]);
        if (hello is null || hello.Length < RandomStart + RandomLength
            || !AppContext.TryGetSwitch("System.Net.EnableSslKeyLogging", out bool isOn) || !isOn
            || Environment.GetEnvironmentVariable("SSLKEYLOGFILE") is not { Length: > 0 } path)
        {
            return secrets;
        }

        string random = Hex.Lower(hello.AsSpan(RandomStart, RandomLength).ToArray());
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using StreamReader lines = new(file);
            while (lines.ReadLine() is { } line)
            {
                // It may hold those of other connections of the process, which are nobody's business here.
                if (line.Contains(random))
                {
                    secrets.AddLine(line);
                }
            }
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            // Then the records stay closed, as they do without a log.
        }

        return secrets;
    }

    // Behind the headers of the record and the message, and the version.
    private const int RandomStart = 11;
    private const int RandomLength = 32;
}
