using System.Text.RegularExpressions;
using TlsTools.ClientAuth;

namespace TlsTools.Logs;

/// <summary>What a service wrapper, a container's log or a system log puts before each line of the program inside it.</summary>
internal static class HostPrefix
{
    /// <summary>The line as the program wrote it, with its indentation.</summary>
    public static string Strip(string line)
    {
        string text = TextLines.WithoutWrapper(line);

        // Most lines of most logs have none of them, and a pattern costs more than a search.
        bool isCandidate = text.Contains(" stdout ") || text.Contains(" stderr ") || text.Contains(" | ") || text.Contains("]: ");
        return isCandidate ? s_container.Replace(text, string.Empty) : text;
    }

    // Kubernetes (CRI) "2026-01-01T00:00:00.000000000Z stdout F ", Compose "broker-1  | ", and a system log "Jan  1 00:00:00 host program[1]: ".
    private static readonly Regex s_container = new(
        @"^(\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d) (stdout|stderr) [FP] |[A-Za-z][\w.-]*[_-]\d+\s+\| |[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ [\w./-]+\[\d+\]: (?!SSL_|LOG))",
        RegexOptions.CultureInvariant);
}
