using System;
using System.Collections.Generic;
using System.Net;
using System.Text.RegularExpressions;
using TlsTools.Handshakes;
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

    /// <inheritdoc/>
    public bool TryRead(LogLine line)
    {
        if (!line.Text.Contains("handshake failed, message: ") || s_failure.Match(line.Text) is not { Success: true } failure)
        {
            return false;
        }

        // The same failure is written again by each layer above it.
        string id = failure.Groups["id"].Value;
        if (id.Length > 0 && _known.Count < MostKnown && !_known.Add(id + failure.Groups["channel"].Value))
        {
            return true;
        }

        LogConnection connection = session.Begin();
        bool isClient = failure.Groups["kind"].Value == "Client";
        Side self = isClient ? Side.Client : Side.Server;
        Side peer = isClient ? Side.Server : Side.Client;
        connection.Logger = self;
        connection.IsOver = true;
        IPEndPoint? first = Endpoint(failure.Groups["near"].Value);
        IPEndPoint? second = Endpoint(failure.Groups["far"].Value);

        // "C:" is the address to which the channel was opened, "Remote host:" the processor's own port there.
        (connection.Server, connection.Client) = (first, second);
        string reason = failure.Groups["reason"].Value;
        if (s_received.Match(reason) is { Success: true } received && LogNames.Alert(received.Groups[1].Value) is { } alert)
        {
            connection.AddAlert(peer, "fatal", alert, line.Number, null);
        }
        else if (reason.StartsWith("Connection reset", StringComparison.Ordinal))
        {
            connection.EndBy(ConnectionEnding.Reset, peer, null);
        }
        else if (reason.Contains("closed connection during handshake") || reason.Contains("terminated the handshake"))
        {
            connection.EndBy(ConnectionEnding.Fin, peer, null);
        }

        return true;
    }

    /// <inheritdoc/>
    public void End()
    {
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
    private static readonly Regex s_received = new("^Received fatal alert: ([a-z_]+)", RegexOptions.CultureInvariant);

    // Protects memory in a log of many failures; from then on each line counts.
    private const int MostKnown = 100_000;
}
