using System.Text.RegularExpressions;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Logs;

/// <summary>Reads the lines that HAProxy writes in place of a session's where TLS failed.</summary>
/// <remarks>
/// <code>
/// 192.0.2.1:34930 [01/Jan/2026:01:30:12.280] frontend/1: SSL client CA chain cannot be verified
/// </code>
/// The time is without a distance to UTC.
/// </remarks>
/// <seealso href="https://docs.haproxy.org/dev/configuration.html#8.2.6">HAProxy, error log format</seealso>
internal sealed class HaproxyLog(LogSession session) : ILogDialect
{
    /// <inheritdoc/>
    public string[] Marks => ["SSL"];

    /// <inheritdoc/>
    public bool IsInside => false;

    /// <inheritdoc/>
    public bool TryRead(LogLine line)
    {
        if (!line.Text.Contains("SSL") || s_line.Match(line.Text) is not { Success: true } match)
        {
            return false;
        }

        string reason = match.Groups["reason"].Value;
        LogConnection connection = session.Begin();
        connection.Logger = Side.Server;
        connection.Client = LogReasons.Endpoint(match.Groups["client"].Value);
        LogReasons.Add(connection, Side.Server, reason, line.Number, null);
        if (reason.StartsWith("SSL client C", System.StringComparison.OrdinalIgnoreCase))
        {
            connection.ClientAuthentication = ClientAuthentication.Sent;
        }

        connection.IsOver = true;
        return true;
    }

    /// <inheritdoc/>
    public void End()
    {
    }

    private static readonly Regex s_line = new(
        @"(?:^|\s)(?<client>[0-9A-Fa-f:.]+:\d+) \[\d\d/[A-Z][a-z]{2}/\d{4}:[\d:.]+\] \S+/\S+: (?<reason>(?:SSL|Connection (?:closed|error) during SSL|Timeout during SSL).*)$",
        RegexOptions.CultureInvariant);
}
