using System;
using System.Collections.Generic;
using System.Net;
using System.Text.RegularExpressions;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Logs;

/// <summary>Reads what IAIK's iSaSiLk (Entrust) writes in webMethods Integration Server's log where <c>watt.ssl.iaik.debug</c> is set.</summary>
/// <remarks>
/// <code>
/// ssl_debug(3): Starting handshake (iSaSiLk 3.03)...
/// ssl_debug(3): Remote client:192.0.2.20:443, Timestamp:Wed Mar 16 18:51:40 IST 2016
/// ssl_debug(3): Sending v3 client_hello message, requesting version 3.1...
/// ssl_debug(3): Received alert message: Alert Fatal: handshake failure
/// </code>
/// The number is that of the connection.
/// </remarks>
internal sealed partial class IaikLog(LogSession session) : ILogDialect
{
    private readonly Dictionary<string, Open> _open = [];

    /// <inheritdoc/>
    public string[] Marks => ["ssl"];

    /// <inheritdoc/>
    public bool IsInside => false;

    /// <inheritdoc/>
    public bool TryRead(LogLine line)
    {
        int start = line.Text.IndexOf("ssl_debug(", StringComparison.Ordinal);
        if (start < 0 || s_line.Match(line.Text, start) is not { Success: true } match)
        {
            return false;
        }

        string number = match.Groups["number"].Value;
        string text = match.Groups["text"].Value;
        bool isStart = text.StartsWith("Starting handshake", StringComparison.Ordinal);
        if (!_open.TryGetValue(number, out Open? open) || isStart || open.Connection.IsOver)
        {
            Finish(open);
            if (_open.Count >= MostOpen)
            {
                End();
            }

            _open[number] = open = new Open(session.Begin());
        }

        if (!open.IsList(text))
        {
            open.FinishRequest();
            Read(open, line.Number, text.Trim());
        }

        return true;
    }

    /// <inheritdoc/>
    public void End()
    {
        foreach (Open open in _open.Values)
        {
            Finish(open);
        }

        _open.Clear();
    }

    private static void Finish(Open? open)
    {
        if (open is not null)
        {
            open.FinishRequest();
            open.Connection.IsOver = true;
        }
    }

    private static void Read(Open open, long line, string text)
    {
        LogConnection connection = open.Connection;
        if (s_message.Match(text) is { Success: true } message)
        {
            ReadMessage(open, line, text, message);
        }
        else if (s_alert.Match(text) is { Success: true } said && LogNames.Alert(said.Groups["alert"].Value) is { } alert)
        {
            if (Sender(connection, isSent: said.Groups["act"].Value == "Sending") is { } sender)
            {
                connection.AddAlert(sender, said.Groups["level"].Value.ToLowerInvariant(), alert, line, null);
            }
        }
        else if (s_remote.Match(text) is { Success: true } remote)
        {
            open.Remote = Endpoint(remote.Groups["address"].Value, remote.Groups["port"].Value);
            open.PlaceRemote();
        }
        else if (s_version.Match(text) is { Success: true } version)
        {
            connection.Version = LogNames.Version(version.Groups["version"].Value);
        }
        else if (s_suite.Match(text) is { Success: true } suite)
        {
            connection.CipherSuite = LogNames.Suite(suite.Groups["suite"].Value);
        }
        else if (text.StartsWith("No client certificate available, sending empty", StringComparison.Ordinal))
        {
            connection.Logger ??= Side.Client;
            connection.State(Side.Client, text, line, null);
            connection.Add(HandshakeType.Certificate, Side.Client, line, null, new CertificateMessage());
        }
        else if (text.StartsWith("Certificate message is empty, client has no certificate", StringComparison.Ordinal))
        {
            connection.ClientAuthentication = ClientAuthentication.RequestedEmpty;
            connection.Logger ??= Side.Server;
            connection.State(Side.Server, text, line, null);
        }
        else if (s_library.Match(text) is { Success: true } library)
        {
            open.Library = (library.Groups[1].Value, line);
        }
        else if (s_exception.Match(text) is { Success: true } exception)
        {
            connection.HasFailed = true;
            if (!exception.Groups[1].Value.StartsWith("Peer sent alert", StringComparison.Ordinal))
            {
                connection.State(connection.Logger, exception.Groups[1].Value, line, null);
            }
        }
        else if (text.StartsWith("Handshake completed", StringComparison.Ordinal))
        {
            connection.IsCompleted = true;
        }
        else if (text.StartsWith("Closing transport", StringComparison.Ordinal))
        {
            connection.IsOver = true;
        }
    }

    private static void ReadMessage(Open open, long line, string text, Match match)
    {
        LogConnection connection = open.Connection;
        bool isSent = match.Groups["act"].Value == "Sending";
        string name = match.Groups["name"].Value;
        if (name == "change_cipher_spec")
        {
            if (Sender(connection, isSent) is { } changer)
            {
                connection.AddChangeCipherSpec(changer, line, null);
            }

            return;
        }

        HandshakeType type = s_types[name];
        Side? known = name switch
        {
            "client_hello" or "client_key_exchange" or "certificate_verify" => Side.Client,
            "server_hello" or "server_key_exchange" or "certificate_request" or "server_hello_done" => Side.Server,
            "certificate" when text.Contains("client certificate") => Side.Client,
            "certificate" when text.Contains("server certificate") => Side.Server,
            _ => null,
        };
        if (known is { } end)
        {
            connection.Logger ??= isSent ? end : Other(end);
            open.PlaceRemote();
            open.StateLibrary();
        }

        if ((known ?? Sender(connection, isSent)) is not { } sender)
        {
            return;
        }

        if (type == HandshakeType.CertificateRequest)
        {
            open.BeginRequest(line);
            return;
        }

        if (type == HandshakeType.ClientHello && isSent && s_offer.Match(text) is { Success: true } offer && LogNames.Version(offer.Groups[1].Value) is { } highest)
        {
            connection.OfferedVersions = new ProtocolVersion[] { highest };
        }

        // That the message has no certificates is said only in the line after it.
        if (type == HandshakeType.Certificate && sender == Side.Client)
        {
            connection.ClientAuthentication = ClientAuthentication.Sent;
        }

        connection.Add(type, sender, line, null);
    }

    private static Side? Sender(LogConnection connection, bool isSent) => connection.Logger is { } self ? isSent ? self : Other(self) : null;

    private static Side Other(Side side) => side == Side.Client ? Side.Server : Side.Client;

    private static IPEndPoint? Endpoint(string address, string port) =>
        IPAddress.TryParse(address, out IPAddress? known) && ushort.TryParse(port, out ushort number) ? new IPEndPoint(known, number) : null;

    private static readonly Dictionary<string, HandshakeType> s_types = new()
    {
        ["client_hello"] = HandshakeType.ClientHello,
        ["server_hello"] = HandshakeType.ServerHello,
        ["certificate"] = HandshakeType.Certificate,
        ["server_key_exchange"] = HandshakeType.ServerKeyExchange,
        ["certificate_request"] = HandshakeType.CertificateRequest,
        ["server_hello_done"] = HandshakeType.ServerHelloDone,
        ["client_key_exchange"] = HandshakeType.ClientKeyExchange,
        ["certificate_verify"] = HandshakeType.CertificateVerify,
        ["finished"] = HandshakeType.Finished,
    };

    private static readonly Regex s_line = new(@"\Gssl_debug\((?<number>\d+)\):(?<text>.*)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_message = new(
        @"^(?<act>Sending|Received) (?:v3 )?(?<name>client_hello|server_hello_done|server_hello|certificate_request|certificate_verify|certificate|server_key_exchange|client_key_exchange|finished|change_cipher_spec)\b",
        RegexOptions.CultureInvariant);
    private static readonly Regex s_alert = new(
        @"^(?<act>Sending|Received) alert(?: message)?: Alert (?<level>Fatal|Warning): (?<alert>[a-z _]+)$",
        RegexOptions.CultureInvariant);
    private static readonly Regex s_remote = new(@"^Remote (?:client|server):(?<address>[^,]+):(?<port>\d+)\b", RegexOptions.CultureInvariant);
    private static readonly Regex s_version = new(@"(?:Server selected|selecting)(?: SSL)? version (?<version>\d\.\d)", RegexOptions.CultureInvariant);
    private static readonly Regex s_suite = new(@"^(?:CipherSuite selected by server|Selected cipher ?suite): (?<suite>\w+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Regex s_library = new(@"^Starting handshake \((iSaSiLk [\d.]+)\)", RegexOptions.CultureInvariant);
    private static readonly Regex s_exception = new("^SSLException while handshaking: (.+)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_offer = new(@"requesting version (\d\.\d)", RegexOptions.CultureInvariant);

    // Protects memory from a log in which no connection ends.
    private const int MostOpen = 1024;
}
