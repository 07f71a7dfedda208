using System;
using System.Net;
using System.Text.RegularExpressions;
using TlsTools.Tls;

namespace TlsTools.Logs;

/// <summary>Reads the failures that Kafka's brokers and clients write, with the causes of the exceptions below them.</summary>
/// <remarks>
/// <code>
/// [2026-01-01 09:53:35,674] INFO [SocketServer brokerId=0] Failed authentication with /192.0.2.1 (SSL handshake failed) (org.apache.kafka.common.network.Selector)
/// [2026-01-01 18:05:02,745] ERROR [AdminClient clientId=a] Connection to node -1 (localhost/192.0.2.1:9093) failed authentication due to: SSL handshake failed (…)
/// Caused by: javax.net.ssl.SSLHandshakeException: Received fatal alert: handshake_failure
/// </code>
/// The time is without a distance to UTC.
/// </remarks>
internal sealed class KafkaLog(LogSession session) : ILogDialect
{
    private LogConnection? _connection;
    private Side? _self;
    private int _since;

    /// <inheritdoc/>
    public string[] Marks => ["SSL", "Invalid receive (size = 36929"];

    /// <inheritdoc/>
    public bool IsInside => _connection is not null;

    /// <inheritdoc/>
    public bool TryRead(LogLine line)
    {
        string text = line.Text;
        if (text.Contains("authentication") && s_failure.Match(text) is { Success: true } failure)
        {
            ReadFailure(failure, line.Number);
            return true;
        }

        if (text.Contains("Invalid receive (size = 36929") && s_receive.Match(text) is { Success: true } receive)
        {
            Begin(Side.Server);
            _connection!.HasFailed = true;
            _connection.State(Side.Server, receive.Value, line.Number, null);
            End();
            return true;
        }

        if (_connection is null)
        {
            return false;
        }

        if (s_cause.Match(text) is { Success: true } cause)
        {
            LogReasons.Add(_connection, _self, cause.Groups["text"].Value, line.Number, null);
            return true;
        }

        if (text.TrimStart().StartsWith("at ", StringComparison.Ordinal) || text.StartsWith("\t... ", StringComparison.Ordinal) || text.Contains("SslAuthenticationException"))
        {
            return true;
        }

        if (++_since > MostBetween)
        {
            End();
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

    private void ReadFailure(Match failure, long line)
    {
        string who = failure.Groups["who"].Value;
        Side? self = who.Contains("SocketServer") ? Side.Server : who.Contains("lient") || who.Contains("Producer") || who.Contains("Consumer") ? Side.Client : null;
        IPEndPoint? node = LogReasons.Endpoint(failure.Groups["end"].Value);

        // A client's selector and its network client both tell of one failure.
        if (self == Side.Client && _connection is { Logger: Side.Client, Server: null } open && _since == 0)
        {
            open.Server = node;
            LogReasons.Add(open, self, failure.Groups["reason"].Value, line, null);
            return;
        }

        Begin(self);
        _connection!.Server = self == Side.Client ? node : null;
        LogReasons.Add(_connection, self, failure.Groups["reason"].Value, line, null);
    }

    private void Begin(Side? self)
    {
        End();
        _connection = session.Begin();
        _connection.Logger = _self = self;
        _since = 0;
    }

    private static readonly Regex s_failure = new(
        @"\[(?<who>(?:SocketServer|Producer|Consumer|AdminClient|NetworkClient|Controller|Broker|ReplicaFetcher|Worker)[^\]]*)\] (?:Failed authentication with \S*?/(?<address>[0-9A-Fa-f.:]*)|Connection to node \S+ \(\S*?/(?<end>[0-9A-Fa-f.:]+)\) failed authentication due to:)(?: \(channelId=[^)]*\))? \(?(?:errorMessage=)?(?<reason>SSL handshake failed.*?)\)?(?: \(org\.apache\.kafka\.\S+\))?(?: \[[^\]]*\])?\s*$",
        RegexOptions.CultureInvariant);
    private static readonly Regex s_cause = new(
        @"^Caused by: (?<text>(?:javax\.net\.ssl\.|sun\.security\.|java\.security\.cert\.).*)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_receive = new(@"Invalid receive \(size = 36929\d{4}[^)]*\)", RegexOptions.CultureInvariant);

    // Other threads write between an entry and its exception.
    private const int MostBetween = 8;
}
