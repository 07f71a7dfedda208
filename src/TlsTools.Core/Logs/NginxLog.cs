using System.Text.RegularExpressions;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Logs;

/// <summary>Reads what nginx writes in its error log; most of it only with <c>error_log … info</c>.</summary>
/// <remarks>
/// <code>
/// 2026/01/01 01:28:01 [info] 24158#24158: *3 SSL_do_handshake() failed (SSL: error:0A000418:SSL routines::tlsv1 alert unknown ca:SSL alert
///   number 48) while SSL handshaking, client: 192.0.2.1, server: 0.0.0.0:443
/// </code>
/// The time is without a distance to UTC, and the client without a port. Where nginx judges a client certificate after the handshake
/// it answers with HTTP 400.
/// </remarks>
/// <seealso href="https://nginx.org/en/docs/ngx_core_module.html#error_log">nginx, error_log</seealso>
internal sealed class NginxLog(LogSession session) : ILogDialect
{
    /// <inheritdoc/>
    public string[] Marks => ["SSL", "plain HTTP"];

    /// <inheritdoc/>
    public bool IsInside => false;

    /// <inheritdoc/>
    public bool TryRead(LogLine line)
    {
        if (!line.Text.Contains('#') || s_line.Match(line.Text) is not { Success: true } match)
        {
            return false;
        }

        string text = match.Groups["text"].Value;
        if (!s_failure.IsMatch(text))
        {
            return false;
        }

        LogConnection connection = session.Begin();
        string rest = match.Groups["rest"].Value;
        Side self = text.Contains("upstream") || rest.Contains("handshaking to upstream") ? Side.Client : Side.Server;
        connection.Logger = self;
        connection.Server = s_server.Match(rest) is { Success: true } server && self == Side.Server ? Bound(server.Groups[1].Value)
            : s_upstream.Match(rest) is { Success: true } upstream && self == Side.Client ? LogReasons.Endpoint(upstream.Groups[1].Value)
            : null;
        LogReasons.Add(connection, self, text, line.Number, null);
        if (s_afterwards.IsMatch(text))
        {
            // The request was read: TLS was through before nginx refused.
            connection.HasFailed = false;
            connection.IsCompleted = true;
            connection.ClientAuthentication = text.Contains("sent no required") ? ClientAuthentication.RequestedEmpty : ClientAuthentication.Sent;
        }

        connection.IsOver = true;
        return true;
    }

    /// <inheritdoc/>
    public void End()
    {
    }

    // An address to which it listens in general is that of no connection.
    private static System.Net.IPEndPoint? Bound(string text) =>
        LogReasons.Endpoint(text) is { } end && !end.Address.Equals(System.Net.IPAddress.Any) && !end.Address.Equals(System.Net.IPAddress.IPv6Any) ? end : null;

    private static readonly Regex s_line = new(
        @"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d \[[a-z]+\] \d+#\d+: (?:\*\d+ )?(?<text>.+?)(?<rest> while [^,]*(?:,.*)?)?$",
        RegexOptions.CultureInvariant);
    private static readonly Regex s_failure = new(
        "^(?:(?:client|upstream) SSL certificate |client sent no required SSL certificate|SSL_do_handshake\\(\\) failed|peer closed connection in SSL handshake|client sent plain HTTP request to HTTPS port)",
        RegexOptions.CultureInvariant);
    private static readonly Regex s_afterwards = new("^client (?:SSL certificate verify error|sent no required SSL certificate)", RegexOptions.CultureInvariant);
    private static readonly Regex s_server = new(@", server: (\S+?)(?:,|$)", RegexOptions.CultureInvariant);
    private static readonly Regex s_upstream = new(@"upstream: ""\w+://([^/""]+)", RegexOptions.CultureInvariant);
}
