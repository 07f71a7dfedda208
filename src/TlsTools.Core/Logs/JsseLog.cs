using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using TlsTools.Capture;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Logs;

/// <summary>Reads what Java 11 and later write with <c>-Djavax.net.debug=ssl:handshake</c> or more.</summary>
/// <remarks>
/// <code>
/// javax.net.ssl|DEBUG|10|main|2026-11-21 01:49:13.923 UTC|ClientHello.java:639|Produced ClientHello handshake message (
/// "ClientHello": {
///   "client version"      : "TLSv1.2",
///   …
/// }
/// )
/// </code>
/// One entry is written at once; those of several threads follow each other in any order, so the thread tells the connection.
/// </remarks>
/// <seealso href="https://docs.oracle.com/en/java/javase/17/security/java-secure-socket-extension-jsse-reference-guide.html">JSSE reference guide</seealso>
internal sealed partial class JsseLog(LogSession session) : ILogDialect
{
    private readonly Dictionary<string, LogConnection> _byThread = [];
    private readonly List<string> _block = [];
    private LogConnection? _latest;
    private Match? _header;
    private long _headerLine;

    /// <inheritdoc/>
    public string[] Marks => ["ssl"];

    /// <inheritdoc/>
    public bool IsInside => _header is not null;

    /// <inheritdoc/>
    public bool TryRead(LogLine line)
    {
        int start = line.Text.IndexOf(Marker, StringComparison.Ordinal);
        Match header = start < 0 ? Match.Empty : s_header.Match(line.Text, start);
        if (header.Success)
        {
            End();
            bool isBlock = header.Groups["text"].Value is [.., '('];
            (_header, _headerLine) = (header, line.Number);
            if (!isBlock)
            {
                Finish(isWhole: true);
            }

            return true;
        }

        if (_header is null)
        {
            return false;
        }

        if (line.Text.TrimEnd() == ")" || _block.Count >= MostLines)
        {
            Finish(isWhole: line.Text.TrimEnd() == ")");
        }
        else
        {
            _block.Add(line.Text);
        }

        return true;
    }

    /// <inheritdoc/>
    public void End()
    {
        if (_header is not null)
        {
            Finish(isWhole: false);
        }
    }

    private void Finish(bool isWhole)
    {
        Match header = _header!;
        _header = null;
        string thread = header.Groups["thread"].Value;
        Entry entry = new(header.Groups["text"].Value.TrimEnd('(').Trim(), _headerLine, LogNames.Time(header.Groups["time"].Value), new JsseBlock(_block, isWhole));
        Match message = s_message.Match(entry.Text);
        if (s_dump.Match(entry.Text) is { Success: true } dump && isWhole)
        {
            ReadDump(entry, thread, dump);
        }
        else if (message.Success)
        {
            ReadMessage(entry, thread, message);
        }
        else if ((Find(thread) ?? BeginWordless(entry, thread)) is { } connection)
        {
            ReadOther(entry, connection);
        }

        _block.Clear();
    }

    private void ReadMessage(Entry entry, string thread, Match match)
    {
        bool isProduced = match.Groups["act"].Value == "Produced";
        string name = match.Groups["name"].Value;
        if (name == "ChangeCipherSpec")
        {
            if (Find(thread) is { Logger: { } logger } open)
            {
                open.AddChangeCipherSpec(isProduced ? logger : Other(logger), entry.Line, entry.Time);
            }

            return;
        }

        if (!s_types.TryGetValue(name, out HandshakeType type))
        {
            return;
        }

        LogConnection? connection = Find(thread);
        bool isNew = type == HandshakeType.ClientHello && connection is not null && connection.Messages.Count > 0 && !IsSecondHello(connection);
        if (connection is null || isNew)
        {
            connection = Begin(thread);
        }

        Side? fixedSender = match.Groups["side"].Value switch
        {
            "client" => Side.Client,
            "server" => Side.Server,
            _ => SenderOf(type),
        };
        if (fixedSender is { } known)
        {
            connection.Logger ??= isProduced ? known : Other(known);
        }

        if ((fixedSender ?? (connection.Logger is { } self ? isProduced ? self : Other(self) : null)) is { } sender)
        {
            JsseMessages.Add(connection, type, sender, entry.Line, entry.Time, entry.Block);
        }
    }

    private static void ReadOther(Entry entry, LogConnection connection)
    {
        connection.Note(entry.Time);
        if (entry.Text == "Received alert message")
        {
            if (LogNames.Alert(entry.Block.Field("description") ?? string.Empty) is { } alert)
            {
                connection.AddAlert(LogReasons.Other(connection.Logger), entry.Block.Field("level"), alert, entry.Line, entry.Time);
            }
        }
        else if (entry.Text.StartsWith("Negotiated protocol version: ", StringComparison.Ordinal))
        {
            connection.Version = LogNames.Version(entry.Text.Substring("Negotiated protocol version: ".Length));
        }
        else if (s_fatal.Match(entry.Text) is { Success: true } fatal)
        {
            ReadFatal(entry, connection, fatal);
        }
        else if (s_closing.IsMatch(entry.Text))
        {
            Close(connection);
        }
    }

    // Java writes this before it sends the alert, and as well where it received one or the other end is gone.
    private static void ReadFatal(Entry entry, LogConnection connection, Match fatal)
    {
        string reason = fatal.Groups["reason"].Value;
        Side? other = connection.Logger is { } logger ? Other(logger) : null;
        if (s_gone.IsMatch(reason))
        {
            connection.EndBy(ConnectionEnding.Fin, other, entry.Time);
        }
        else if (reason.StartsWith("Connection reset", StringComparison.Ordinal))
        {
            connection.EndBy(ConnectionEnding.Reset, other, entry.Time);
        }
        else if (s_received.Match(reason) is { Success: true } received)
        {
            if (LogNames.Alert(received.Groups["alert"].Value) is { } told)
            {
                connection.AddAlert(other, "fatal", told, entry.Line, entry.Time);
            }
        }
        else if (LogNames.Alert(fatal.Groups["alert"].Value) is { } alert)
        {
            connection.AddAlert(connection.Logger, "fatal", alert, entry.Line, entry.Time);
            connection.State(connection.Logger, reason, entry.Line, entry.Time);
        }
    }

    private LogConnection? Find(string thread)
    {
        if (_byThread.TryGetValue(thread, out LogConnection? own) && !own.IsOver)
        {
            return own;
        }

        // An engine's tasks may run on a thread of a pool. Where only one handshake is open it is that one.
        if (own is null && _latest is { IsOver: false, HasFinished: false } && _byThread.Count == 1)
        {
            return _latest;
        }

        return null;
    }

    // With -Djavax.net.debug=ssl alone there are no messages, only how it ended; which end wrote it is not told.
    private LogConnection? BeginWordless(Entry entry, string thread)
    {
        bool isEnd = entry.Text == "Received alert message" || s_fatal.IsMatch(entry.Text);
        bool isNext = !_byThread.TryGetValue(thread, out LogConnection? before) || before.Messages.Count == 0;
        return isEnd && isNext ? Begin(thread) : null;
    }

    private LogConnection Begin(string thread)
    {
        if (_byThread.TryGetValue(thread, out LogConnection? before))
        {
            before.IsOver = true;
        }

        if (_byThread.Count >= MostThreads)
        {
            _byThread.Clear();
        }

        return _byThread[thread] = _latest = session.Begin();
    }

    private static void Close(LogConnection connection)
    {
        // The log of a later close may follow; the object of the connection waits for the next hello or the end of the log.
        if (connection.Alerts.Count > 0 || connection.EndedBy is not null)
        {
            connection.IsOver = true;
        }
    }

    // The second hello of a connection answers a HelloRetryRequest; of a renegotiation it cannot be told from that of the next connection.
    private static bool IsSecondHello(LogConnection connection) =>
        connection.Has(HandshakeType.HelloRetryRequest, Side.Server) && !connection.Has(HandshakeType.ServerHello, Side.Server);

    private static Side Other(Side side) => side == Side.Client ? Side.Server : Side.Client;

    private static Side? SenderOf(HandshakeType type) => type switch
    {
        HandshakeType.ClientHello or HandshakeType.ClientKeyExchange => Side.Client,
        HandshakeType.ServerHello or HandshakeType.HelloRetryRequest or HandshakeType.ServerKeyExchange or HandshakeType.CertificateRequest
            or HandshakeType.ServerHelloDone or HandshakeType.EncryptedExtensions or HandshakeType.CertificateStatus or HandshakeType.NewSessionTicket => Side.Server,
        _ => null,
    };

    private readonly record struct Entry(string Text, long Line, CaptureTime? Time, JsseBlock Block);

    private static readonly Dictionary<string, HandshakeType> s_types = new()
    {
        ["ClientHello"] = HandshakeType.ClientHello,
        ["ServerHello"] = HandshakeType.ServerHello,
        ["HelloRetryRequest"] = HandshakeType.HelloRetryRequest,
        ["EncryptedExtensions"] = HandshakeType.EncryptedExtensions,
        ["Certificate"] = HandshakeType.Certificate,
        ["CertificateStatus"] = HandshakeType.CertificateStatus,
        ["ServerKeyExchange"] = HandshakeType.ServerKeyExchange,
        ["CertificateRequest"] = HandshakeType.CertificateRequest,
        ["ServerHelloDone"] = HandshakeType.ServerHelloDone,
        ["ClientKeyExchange"] = HandshakeType.ClientKeyExchange,
        ["CertificateVerify"] = HandshakeType.CertificateVerify,
        ["Finished"] = HandshakeType.Finished,
        ["NewSessionTicket"] = HandshakeType.NewSessionTicket,
        ["KeyUpdate"] = HandshakeType.KeyUpdate,
    };

    private static readonly Regex s_header = new(
        @"\Gjavax\.net\.ssl\|(?<level>[A-Z]+)\|(?<thread>[0-9A-Fa-f]+\|.*?)\|(?<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ [^|]*)\|(?<place>[^|]*)\|(?<text>.*)$",
        RegexOptions.CultureInvariant);
    private static readonly Regex s_message = new(
        @"^(?<act>Produced|Consuming) (?:(?<side>client|server) )?(?:(?:ECDHE?|DHE?|RSA|PSK|GSS|FFDHE) )?(?<name>[A-Za-z]+)(?: handshake)? message$",
        RegexOptions.CultureInvariant);
    private static readonly Regex s_fatal = new(@"^Fatal \((?<alert>[A-Z_0-9]+)\): (?<reason>.*)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_received = new(@"^Received fatal alert: (?<alert>[a-z_]+)", RegexOptions.CultureInvariant);
    private static readonly Regex s_gone = new("terminated the handshake|closing inbound before receiving|SSL peer shut down incorrectly|Broken pipe", RegexOptions.CultureInvariant);
    private static readonly Regex s_closing = new("^close the (underlying socket|SSL connection)", RegexOptions.CultureInvariant);

    private const string Marker = "javax.net.ssl|";

    // Protects memory from a block that never ends; a list of 64 KiB of authorities has some two thousand lines.
    private const int MostLines = 20_000;

    // Protects memory from a server that makes a thread for each connection.
    private const int MostThreads = 4096;
}
