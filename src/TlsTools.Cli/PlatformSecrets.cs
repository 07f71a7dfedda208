using System;
using System.IO;

namespace TlsTools.Cli;

/// <summary>
/// Lets the platform's own TLS write its secrets down, where it can (.NET on Linux), so that attempts made with it are shown decrypted. It holds
/// for the whole process, in which nothing else speaks TLS, and nothing secret is sent.
/// </summary>
internal sealed class PlatformSecrets : IDisposable
{
    private readonly string? _path;

    /// <summary>Begins it; into the file of <c>SSLKEYLOGFILE</c> where the user wants one, otherwise into one that nobody else reads.</summary>
    public PlatformSecrets()
    {
        AppContext.SetSwitch("System.Net.EnableSslKeyLogging", true);
        if (OperatingSystem.IsLinux() && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)))
        {
            _path = Path.GetTempFileName();
            Environment.SetEnvironmentVariable(Variable, _path);
        }
    }

    /// <summary>Deletes the file, unless it is the user's.</summary>
    public void Dispose()
    {
        if (_path is not null)
        {
            File.Delete(_path);
        }
    }

    private const string Variable = "SSLKEYLOGFILE";
}
