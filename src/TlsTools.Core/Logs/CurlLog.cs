using System;
using System.Globalization;
using System.Text.RegularExpressions;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Logs;

/// <summary>Reads what <c>curl -v</c> prints where it was built with OpenSSL or one of its kin, and curl's last words in any case.</summary>
/// <remarks>
/// <code>
/// * Connected to example.org (192.0.2.1) port 443 (#0)
/// * TLSv1.3 (OUT), TLS handshake, Client hello (1):
/// } [512 bytes data]
/// * TLSv1.3 (IN), TLS alert, unknown CA (560):
/// * SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384
/// curl: (60) SSL certificate problem: unable to get local issuer certificate
/// </code>
/// The version at a message is that of the moment, not what was agreed.
/// </remarks>
internal sealed class CurlLog(LogSession session) : ILogDialect
{
    private LogConnection? _connection;
    private bool _isAnswer;

    /// <inheritdoc/>
    public string[] Marks => ["* ", "SSL", "TLS"];

    /// <inheritdoc/>
    public bool IsInside => _connection is not null;

    /// <inheritdoc/>
    public bool TryRead(LogLine line)
    {
        string text = line.Text;
        int star = text.IndexOf("* ", StringComparison.Ordinal);
        if (star > 0 && _connection is null && !text.Contains("* Connected to "))
        {
            star = -1;
        }

        // Its progress meter has no line ends of its own.
        if (star >= 0 && s_connected.Match(text, star) is { Success: true } connected)
        {
            End();
            _connection = session.Begin();
            _connection.Logger = Side.Client;
            _connection.Server = LogReasons.Endpoint($"{connected.Groups["address"].Value}:{connected.Groups["port"].Value}");
            return true;
        }

        if (text.StartsWith("curl: (", StringComparison.Ordinal) && s_last.Match(text) is { Success: true } last)
        {
            ReadLast(last, line.Number);
            return true;
        }

        if (_connection is not { } connection)
        {
            return false;
        }

        if (_isAnswer && s_bytes.Match(text) is { Success: true } bytes)
        {
            _isAnswer = false;
            ReadLength(connection, int.Parse(bytes.Groups[1].Value, CultureInfo.InvariantCulture));
            return true;
        }

        return star >= 0 && Read(connection, text.Substring(star + 2), line.Number);
    }

    /// <inheritdoc/>
    public void End()
    {
        if (_connection is { } connection)
        {
            connection.IsOver = true;

            // A connection that never spoke of TLS is none.
            if (connection.Messages.Count == 0 && connection.Alerts.Count == 0 && !connection.HasFailed)
            {
                connection.Discard();
            }
        }

        _connection = null;
        _isAnswer = false;
    }

    private bool Read(LogConnection connection, string text, long line)
    {
        if (s_message.Match(text) is { Success: true } message)
        {
            Side sender = message.Groups["way"].Value == "OUT" ? Side.Client : Side.Server;
            byte code = byte.TryParse(message.Groups["code"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out byte number) ? number : (byte)0;
            if (message.Groups["kind"].Value == "handshake")
            {
                connection.Add((HandshakeType)code, sender, line, null);
                _isAnswer = code == (byte)HandshakeType.Certificate && sender == Side.Client;
            }
            else if (message.Groups["kind"].Value == "change cipher")
            {
                connection.AddChangeCipherSpec(sender, line, null);
            }

            return true;
        }

        if (s_alert.Match(text) is { Success: true } alert && int.TryParse(alert.Groups["code"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int both))
        {
            connection.AddAlert(alert.Groups["way"].Value == "OUT" ? Side.Client : Side.Server, both >> 8 == 1 ? "warning" : "fatal", new AlertDescription((byte)both), line, null);
            return true;
        }

        if (s_suite.Match(text) is { Success: true } suite)
        {
            connection.Version = LogNames.Version(suite.Groups["version"].Value);
            connection.CipherSuite = OpenSslLog.Suite(suite.Groups["suite"].Value);
            connection.Group = suite.Groups["group"].Success ? LogNames.Group(suite.Groups["group"].Value.ToLowerInvariant()) : null;
            connection.IsCompleted = true;
            return true;
        }

        if (s_alpn.Match(text) is { Success: true } alpn)
        {
            connection.Alpn = alpn.Groups[1].Value;
            return true;
        }

        if (s_problem.IsMatch(text))
        {
            LogReasons.Add(connection, Side.Client, text.Trim(), line, null);
            return true;
        }

        if (text.StartsWith("Closing connection", StringComparison.Ordinal) || text.StartsWith("closing connection", StringComparison.Ordinal))
        {
            return true;
        }

        return text.Length > 0;
    }

    // RFC 8446, 4.4.2; RFC 5246, 7.4.2: the header of four bytes and, without a certificate, the lengths of empty lists.
    private static void ReadLength(LogConnection connection, int length) =>
        connection.ClientAuthentication = length <= EmptyCertificate ? ClientAuthentication.RequestedEmpty : ClientAuthentication.Sent;

    private void ReadLast(Match last, long line)
    {
        if (Array.IndexOf(s_codes, int.Parse(last.Groups["code"].Value, CultureInfo.InvariantCulture)) < 0)
        {
            End();
            return;
        }

        LogConnection connection = _connection ?? session.Begin();
        connection.Logger = Side.Client;
        LogReasons.Add(connection, Side.Client, last.Groups["text"].Value, line, null);
        _connection = connection;
        End();
    }

    // 8 at most; the client of TLS 1.2 has 7.
    private const int EmptyCertificate = 8;

    // CURLE_SSL_CONNECT_ERROR, GOT_NOTHING is none, RECV_ERROR, CERTPROBLEM, CIPHER, PEER_FAILED_VERIFICATION, ISSUER_ERROR, PINNED, INVALIDCERTSTATUS, CLIENTCERT.
    private static readonly int[] s_codes = [35, 56, 58, 59, 60, 83, 90, 91, 98];
    private static readonly Regex s_connected = new(@"\G\* Connected to (?<name>\S+) \((?<address>[0-9A-Fa-f:.]+)\) port (?<port>\d+)", RegexOptions.CultureInvariant);
    private static readonly Regex s_message = new(@"^(?:TLSv1(?:\.\d)?|SSLv3|TLS|SSL) \((?<way>IN|OUT)\), TLS (?<kind>handshake|change cipher), [^(]*\((?<code>\d+)\):", RegexOptions.CultureInvariant);
    private static readonly Regex s_alert = new(@"^(?:TLSv1(?:\.\d)?|SSLv3|TLS|SSL) \((?<way>IN|OUT)\), TLS alert, [^(]*\((?<code>\d+)\):", RegexOptions.CultureInvariant);
    private static readonly Regex s_suite = new(@"^SSL connection using (?<version>TLSv1(?:\.\d)?|SSLv3) / (?<suite>[A-Z0-9_-]+)(?: / (?<group>[A-Za-z0-9_]+))?", RegexOptions.CultureInvariant);
    private static readonly Regex s_alpn = new("^ALPN[:,] server accepted (?:to use )?(\\S+)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_problem = new("^ *(?:SSL certificate problem:|SSL: |OpenSSL .*error|SSL certificate verify result|SSL_connect|TLS connect error|Recv failure|SSL peer|LibreSSL|BoringSSL)", RegexOptions.CultureInvariant);
    private static readonly Regex s_last = new(@"^curl: \((?<code>\d+)\) (?<text>.+)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_bytes = new(@"^[{}] \[(\d+) bytes data\]", RegexOptions.CultureInvariant);
}
