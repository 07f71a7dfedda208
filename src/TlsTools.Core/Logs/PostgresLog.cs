using System;
using System.Text.RegularExpressions;
using TlsTools.Capture;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Logs;

/// <summary>Reads what PostgreSQL's server writes in its log, and libpq's programs on the screen, where TLS failed.</summary>
/// <remarks>
/// <code>
/// 2026-01-01 01:28:42.123 UTC [123] LOG:  could not accept SSL connection: certificate verify failed
/// 2026-01-01 01:28:42.123 UTC [123] DETAIL:  Client certificate verification failed at depth 0: unable to get local issuer certificate.
/// psql: error: connection to server at "localhost" (192.0.2.1), port 5432 failed: SSL error: certificate verify failed
/// </code>
/// </remarks>
/// <seealso href="https://www.postgresql.org/docs/current/ssl-tcp.html">PostgreSQL, secure connections</seealso>
internal sealed class PostgresLog(LogSession session) : ILogDialect
{
    private LogConnection? _connection;
    private string _process = string.Empty;

    /// <inheritdoc/>
    public string[] Marks => ["SSL", "certificate"];

    /// <inheritdoc/>
    public bool IsInside => false;

    /// <inheritdoc/>
    public bool TryRead(LogLine line)
    {
        string text = line.Text;
        if (text.Contains("DETAIL:  ") && _connection is { } open && s_detail.Match(text) is { Success: true } detail)
        {
            if (detail.Groups["process"].Value != _process)
            {
                return false;
            }

            open.State(Side.Server, detail.Groups["text"].Value, line.Number, LogNames.Time(text));
            return true;
        }

        if (text.Contains("connection to server at ") && s_client.Match(text) is { Success: true } client)
        {
            string reason = client.Groups["reason"].Value;
            LogConnection connection = Begin(Side.Client, reason, line.Number, null);
            connection.Server = LogReasons.Endpoint($"{(client.Groups["address"].Success ? client.Groups["address"] : client.Groups["host"]).Value}:{client.Groups["port"].Value}");
            if (reason.StartsWith("FATAL", StringComparison.Ordinal))
            {
                Refuse(connection);
            }

            return true;
        }

        if (text.Contains("could not accept SSL connection") && s_server.Match(text) is { Success: true } refused)
        {
            Begin(Side.Server, refused.Groups["reason"].Value, line.Number, LogNames.Time(text));
            _process = refused.Groups["process"].Value;
            return true;
        }

        if (text.Contains("connection requires a valid client certificate") && s_server.Match(text) is { Success: true } missing)
        {
            LogConnection connection = Begin(Side.Server, missing.Groups["reason"].Value, line.Number, LogNames.Time(text));
            Refuse(connection);
            _process = missing.Groups["process"].Value;
            return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public void End()
    {
        if (_connection is { } connection)
        {
            connection.IsOver = true;
        }

        _connection = null;
    }

    // TLS was through before the server refused, in its own protocol.
    private static void Refuse(LogConnection connection)
    {
        connection.HasFailed = false;
        connection.IsCompleted = true;
        connection.ClientAuthentication = ClientAuthentication.RequestedEmpty;
    }

    private LogConnection Begin(Side self, string reason, long line, CaptureTime? time)
    {
        End();
        _connection = session.Begin();
        _connection.Logger = self;
        _connection.Carrier = "StartTls/postgres";
        LogReasons.Add(_connection, self, reason, line, time);
        return _connection;
    }

    private static readonly Regex s_server = new(@"(?:\[(?<process>\d+)\].*?)?(?:LOG|FATAL|COMMERROR):  (?<reason>(?:could not accept SSL connection: |connection requires a valid client).*)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_detail = new(@"(?:\[(?<process>\d+)\].*?)?DETAIL:  (?<text>Client certificate verification failed.*)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_client = new(
        @"connection to server at ""(?<host>[^""]*)""(?: \((?<address>[0-9A-Fa-f:.]+)\))?, port (?<port>\d+) failed: (?<reason>(?:SSL error: |could not send .*SSL|server certificate for |SSL SYSCALL |server does not support SSL|root certificate file |FATAL:  connection requires a valid client).*)$",
        RegexOptions.CultureInvariant);
}
