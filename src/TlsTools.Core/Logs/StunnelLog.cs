using System;
using System.Collections.Generic;
using System.Net;
using System.Text.RegularExpressions;
using TlsTools.Tls;

namespace TlsTools.Logs;

/// <summary>Reads the log of stunnel; with <c>debug = info</c> it names versions and suites, with <c>debug = debug</c> each message.</summary>
/// <remarks>
/// <code>
/// 2026.01.01 01:28:43 LOG5[0]: Service [t] accepted connection from 192.0.2.1:55320
/// 2026.01.01 01:28:43 LOG3[0]: SSL_accept: ../ssl/statem/statem_srvr.c:3530: error:0A000086:SSL routines::certificate verify failed
/// </code>
/// The number in brackets is that of the connection. The time is without a distance to UTC.
/// </remarks>
/// <seealso href="https://www.stunnel.org/static/stunnel.html">stunnel(8)</seealso>
internal sealed class StunnelLog(LogSession session) : ILogDialect
{
    private readonly Dictionary<string, Open> _open = [];

    /// <inheritdoc/>
    public string[] Marks => ["LOG5[", "SSL", "TLS"];

    /// <inheritdoc/>
    public bool IsInside => false;

    /// <inheritdoc/>
    public bool TryRead(LogLine line)
    {
        if (!line.Text.Contains("LOG") || s_line.Match(line.Text) is not { Success: true } match)
        {
            return false;
        }

        string id = match.Groups["id"].Value;
        string text = match.Groups["text"].Value;
        bool isStart = s_accepted.Match(text) is { Success: true };
        if (!_open.TryGetValue(id, out Open? open) || isStart)
        {
            if (!isStart)
            {
                return true;
            }

            Close(open);
            if (_open.Count >= MostOpen)
            {
                End();
            }

            _open[id] = open = new Open(session.Begin(), LogReasons.Endpoint(s_accepted.Match(text).Groups[1].Value));
        }

        Read(open, text, line.Number);
        if (open.Connection.IsOver)
        {
            _open.Remove(id);
        }

        return true;
    }

    /// <inheritdoc/>
    public void End()
    {
        foreach (Open open in _open.Values)
        {
            Close(open);
        }

        _open.Clear();
    }

    private static void Close(Open? open)
    {
        if (open is not null)
        {
            open.Connection.IsOver = true;
        }
    }

    private static void Read(Open open, string text, long line)
    {
        LogConnection connection = open.Connection;
        if (text.StartsWith("SSL_accept: ", StringComparison.Ordinal) || text.StartsWith("SSL_connect: ", StringComparison.Ordinal))
        {
            open.Be(text[4] == 'a' ? Side.Server : Side.Client);
            LogReasons.Add(connection, connection.Logger, text, line, null);
        }
        else if (s_state.Match(text) is { Success: true } state)
        {
            open.Be(state.Groups["role"].Value == "accept" ? Side.Server : Side.Client);
            if (OpenSslLog.TypeOf(state.Groups["name"].Value) is { } type)
            {
                bool isWritten = state.Groups["act"].Value == "write";
                connection.Add(type, isWritten ? connection.Logger!.Value : LogReasons.Other(connection.Logger)!.Value, line, null);
            }
        }
        else if (s_alert.Match(text) is { Success: true } said)
        {
            if (LogNames.Alert(said.Groups["alert"].Value) is { } alert)
            {
                connection.AddAlert(said.Groups["act"].Value == "read" ? LogReasons.Other(connection.Logger) : connection.Logger, said.Groups["level"].Value, alert, line, null);
            }
        }
        else if (text.StartsWith("TLS accepted", StringComparison.Ordinal) || text.StartsWith("TLS connected", StringComparison.Ordinal))
        {
            open.Be(text[4] == 'a' ? Side.Server : Side.Client);
            connection.IsCompleted = true;
            connection.Resumed = text.Contains("previous session reused") ? true : text.Contains("new session negotiated") ? false : null;
        }
        else if (s_suite.Match(text) is { Success: true } suite)
        {
            connection.Version = LogNames.Version(suite.Groups["version"].Value);
            connection.CipherSuite = OpenSslLog.Suite(suite.Groups["suite"].Value);
        }
        else if (s_name.Match(text) is { Success: true } name)
        {
            connection.ServerName = name.Groups[1].Value;
        }
        else if (s_connected.Match(text) is { Success: true } connected)
        {
            open.Remote = LogReasons.Endpoint(connected.Groups[1].Value);
        }
        else if (s_verification.IsMatch(text))
        {
            connection.State(connection.Logger ?? open.Guess, text, line, null);
        }
        else if (text.StartsWith("Connection ", StringComparison.Ordinal) && text.Contains("byte(s) sent to"))
        {
            connection.IsOver = true;
        }
    }

    /// <summary>A connection, of which it turns out only later which end stunnel is.</summary>
    private sealed class Open(LogConnection connection, IPEndPoint? local)
    {
        public LogConnection Connection => connection;

        /// <summary>The target, where stunnel is the client.</summary>
        public IPEndPoint? Remote { get; set; }

        /// <summary>Before a target is connected only a server does TLS.</summary>
        public Side? Guess => Remote is null ? Side.Server : null;

        public void Be(Side side)
        {
            connection.Logger = side;
            connection.Client = side == Side.Server ? local : null;
            connection.Server = side == Side.Client ? Remote : null;
        }
    }

    private static readonly Regex s_line = new(@"LOG[0-7]\[(?<id>[^\]]*)\]: (?<text>.*)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_accepted = new(@"^Service \[[^\]]*\] accepted connection from (\S+)", RegexOptions.CultureInvariant);
    private static readonly Regex s_connected = new(@"^(?:s_connect|connect_blocking): connected (\S+)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_state = new("^TLS state \\((?<role>accept|connect)\\): (?:SSLv3/)?TLS (?<act>read|write) (?<name>[a-z ]+)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_alert = new(@"^(?:TLS|SSL) alert \((?<act>read|write)\): (?<level>fatal|warning): (?<alert>[A-Za-z _]+)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_suite = new(@"^(?:Negotiated )?(?<version>TLSv1(?:\.\d)?|SSLv3) ciphersuite:? (?<suite>\S+)", RegexOptions.CultureInvariant);
    private static readonly Regex s_name = new("^SNI: (?:sending|requested) servername: (\\S+)", RegexOptions.CultureInvariant);
    private static readonly Regex s_verification = new("^(?:CERT: (?:Pre-verification error|Verification error|Host name|No matching host)|Rejected by |CERT: .*verification failed)", RegexOptions.CultureInvariant);

    // Protects memory from a log in which no connection ends.
    private const int MostOpen = 1024;
}
