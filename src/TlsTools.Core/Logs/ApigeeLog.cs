using System.Collections.Generic;
using System.Net;
using System.Text.RegularExpressions;
using TlsTools.Tls;

namespace TlsTools.Logs;

/// <summary>Reads the failures that Apigee's message processor writes in its <c>system.log</c>.</summary>
/// <remarks>
/// <code>
/// 2017-10-23 05:28:57,813 org:o env:e api:a rev:1 messageid:m NIOThread@0 ERROR HTTP.CLIENT - HTTPClient$Context.handshakeFailed() :
///   SSLClientChannel[C:192.0.2.1:443 Remote host:192.0.2.7:51234]@65461 useCount=1 … handshake failed, message: Received fatal alert: bad_certificate
/// </code>
/// The time is without a distance to UTC. The processor is the client of its targets (<c>HTTP.CLIENT</c>) and the server of the routers.
/// </remarks>
internal sealed class ApigeeLog(LogSession session) : ILogDialect
{
    private readonly HashSet<string> _known = [];
    private LogConnection? _latest;
    private string _latestId = string.Empty;

    /// <inheritdoc/>
    public string[] Marks => ["SSL"];

    /// <inheritdoc/>
    public bool IsInside => false;

    /// <inheritdoc/>
    public bool TryRead(LogLine line)
    {
        if (line.Text.Contains("SSL Handshake failed") && s_fault.Match(line.Text) is { Success: true } fault)
        {
            // The processor tells the client of a call that it could not make itself.
            End();
            LogConnection called = session.Begin();
            called.Logger = Side.Client;
            LogReasons.Add(called, Side.Client, fault.Groups["reason"].Value.Trim(), line.Number, null);
            called.IsOver = true;
            return true;
        }

        bool isTaken = line.Text.Contains("handshake failed, message: ") && s_failure.Match(line.Text) is { Success: true } failure && ReadFailure(failure, line.Number);
        return (line.Text.Contains("SSLInfo: ") && ReadStores(line)) || isTaken;
    }

    /// <inheritdoc/>
    public void End()
    {
        if (_latest is { } connection)
        {
            connection.IsOver = true;
        }

        _latest = null;
    }

    private bool ReadFailure(Match failure, long line)
    {
        // The same failure is written again by each layer above it.
        string id = failure.Groups["id"].Value;
        if (id.Length > 0 && _known.Count < MostKnown && !_known.Add(id + failure.Groups["channel"].Value))
        {
            return true;
        }

        End();
        LogConnection connection = session.Begin();
        bool isClient = failure.Groups["kind"].Value == "Client";
        Side self = isClient ? Side.Client : Side.Server;
        connection.Logger = self;
        (_latest, _latestId) = (connection, id);

        // "C:" is the address to which the channel was opened, "Remote host:" the processor's own port there.
        (connection.Server, connection.Client) = (Endpoint(failure.Groups["near"].Value), Endpoint(failure.Groups["far"].Value));
        string reason = failure.Groups["reason"].Value;
        Match first = s_received.Match(reason);
        LogReasons.Add(connection, self, first.Success ? first.Value : reason, line, null);
        return true;
    }

    // Which stores the processor used, as an entry of its own below the failure.
    private bool ReadStores(LogLine line)
    {
        if (_latest is not { } connection || s_stores.Match(line.Text) is not { Success: true } stores
            || (stores.Groups["id"].Success && stores.Groups["id"].Value != _latestId))
        {
            return false;
        }

        connection.State(connection.Logger, stores.Groups["text"].Value, line.Number, null);
        return true;
    }

    private static IPEndPoint? Endpoint(string text) =>
        s_endpoint.Match(text) is { Success: true } match
        && IPAddress.TryParse(match.Groups["address"].Value, out IPAddress? address)
        && !address.Equals(IPAddress.Any)
        && ushort.TryParse(match.Groups["port"].Value, out ushort port)
            ? new IPEndPoint(address, port)
            : null;

    private static readonly Regex s_failure = new(
        @"(?:messageid:(?<id>\S+) .*?)?SSL(?<kind>Client|Server)Channel\[(?:Accepted: |Connected: )?(?:C:)?(?<near>.*?) Remote host:(?<far>.*?)\](?<channel>@\d+)? .*?handshake failed, message: (?<reason>.*)$",
        RegexOptions.CultureInvariant);
    private static readonly Regex s_endpoint = new(@"^\[?(?<address>[^\]]+?)\]?:(?<port>\d+)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_received = new("^Received fatal alert: [a-z_]+", RegexOptions.CultureInvariant);
    private static readonly Regex s_stores = new(@"(?:messageid:(?<id>\S+) [^{}]*?)?(?<text>SSLInfo: KeyStore:\S+ KeyAlias:\S+ TrustStore:\S+)", RegexOptions.CultureInvariant | RegexOptions.RightToLeft);
    private static readonly Regex s_fault = new(@"""faultstring""\s*:\s*""SSL Handshake failed(?<reason>[^""]*)""", RegexOptions.CultureInvariant);

    // Protects memory in a log of many failures; from then on each line counts.
    private const int MostKnown = 100_000;
}
