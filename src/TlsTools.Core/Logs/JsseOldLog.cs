using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Logs;

/// <summary>Reads what Java up to 10 writes with <c>-Djavax.net.debug=ssl</c>.</summary>
/// <remarks>
/// <code>
/// *** ClientHello, TLSv1.2
/// RandomCookie:  GMT: 1441360890 bytes = { 57, 241, … }
/// Session ID:  {}
/// Cipher Suites: [TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, …]
/// …
/// ***
/// main, WRITE: TLSv1.2 Handshake, length = 193
/// main, RECV TLSv1.2 ALERT:  fatal, handshake_failure
/// </code>
/// Only the lines of records name the thread, so that the messages of handshakes that run at the same time cannot be told apart.
/// </remarks>
internal sealed partial class JsseOldLog(LogSession session) : ILogDialect
{
    private readonly List<string> _block = [];
    private LogConnection? _connection;
    private string? _title;
    private long _titleLine;
    private string? _lastRecord;
    private readonly HexDump _dump = new();
    private bool? _isDumpOwn;
    private long _dumpLine;

    /// <inheritdoc/>
    public string[] Marks => ["* ", "TLSv1", "SSLv", "[Raw "];

    /// <inheritdoc/>
    public bool IsInside => _title is not null || _isDumpOwn is not null;

    /// <inheritdoc/>
    public bool TryRead(LogLine line)
    {
        string text = line.Text.TrimEnd();
        if (_isDumpOwn is not null)
        {
            if (_dump.TryAdd(text))
            {
                return true;
            }

            FinishDump();
        }

        if (text.StartsWith("[Raw ", StringComparison.Ordinal) && s_dump.Match(text) is { Success: true } dump)
        {
            End();
            (_isDumpOwn, _dumpLine) = (dump.Groups["act"].Value == "write", line.Number);
            return true;
        }

        if (text.Contains(", length = ") && s_record.Match(text) is { Success: true } record)
        {
            End();
            ReadRecord(record.Groups["act"].Value);
            return true;
        }

        if (text.Contains(" ALERT: ") && s_alert.Match(text) is { Success: true } alert)
        {
            End();
            ReadAlert(alert, line.Number);
            return true;
        }

        if (text.StartsWith("*** ", StringComparison.Ordinal) && s_title.Match(text) is { Success: true } title)
        {
            End();
            (_title, _titleLine) = (title.Groups["name"].Value, line.Number);
            _block.Add(text);
            if (!s_blocks.IsMatch(_title))
            {
                End();
            }

            return true;
        }

        // A cut block has no end; where another dialect or nothing goes on, it is over.
        if (_title is not null && (text.Contains("ssl_debug(") || text.Contains("javax.net.ssl|") || (text.Trim().Length == 0 && _title != "Certificate chain")))
        {
            End();
            return false;
        }

        if (_title is null)
        {
            return _connection is not null && s_closed.IsMatch(text) && Close();
        }

        if (text == "***" || _block.Count >= MostLines)
        {
            End();
        }
        else
        {
            _block.Add(text);
        }

        return true;
    }

    /// <inheritdoc/>
    public void End()
    {
        FinishDump();
        if (_title is not { } title)
        {
            return;
        }

        _title = null;
        Add(title);
        _block.Clear();
    }

    // Bytes of a connection whose hello was not told of belong to none.
    private void FinishDump()
    {
        if (_isDumpOwn is { } isOwn && !_dump.IsDamaged && _dump.Count > 0)
        {
            byte[] bytes = _dump.Take();
            bool isHello = bytes is [0x16, 0x03, _, _, _, (byte)HandshakeType.ClientHello, ..];
            if (isHello && (_connection is null || _connection.Bytes.HasHello))
            {
                // The text of a hello that was read comes after its bytes.
                if (_connection is not null)
                {
                    _connection.IsOver = true;
                }

                _connection = session.Begin();
                _connection.Logger = isOwn ? Side.Client : Side.Server;
            }

            _connection?.Bytes.AddRecords(isOwn, bytes, 0, _dumpLine, null);
        }

        _dump.Take();
        _isDumpOwn = null;
    }

    private bool Close()
    {
        if (_connection is { Alerts.Count: > 0 } ended)
        {
            ended.IsOver = true;
            _connection = null;
        }

        return true;
    }

    // A hello that was read stands behind the record's line, one that was written before it.
    private void ReadRecord(string act)
    {
        _lastRecord = act;
        if (act == "WRITE" && _connection is { Logger: null, Messages: [{ HandshakeType: HandshakeType.ClientHello }] } open)
        {
            open.Logger = Side.Client;
        }
    }

    private void ReadAlert(Match match, long line)
    {
        if (_connection is not { Logger: { } logger } || LogNames.Alert(match.Groups["alert"].Value) is not { } alert)
        {
            return;
        }

        Side sender = (match.Groups["act"].Value == "SEND") == (logger == Side.Client) ? Side.Client : Side.Server;
        _connection.AddAlert(sender, match.Groups["level"].Value, alert, line, null);
    }

    private void Add(string title)
    {
        string name = title.Split(' ', ',')[0] is { } first && s_types.ContainsKey(first) ? first : s_types.Keys.FirstOrDefault(key => title.Contains(key)) ?? string.Empty;
        if (!s_types.TryGetValue(name, out HandshakeType type))
        {
            return;
        }

        bool isBegun = _connection is { Messages.Count: 0, IsOver: false };
        if (_connection is null || (type == HandshakeType.ClientHello && !isBegun))
        {
            if (_connection is not null)
            {
                _connection.IsOver = true;
            }

            _connection = session.Begin();
            _connection.Logger = type == HandshakeType.ClientHello && _lastRecord == "READ" ? Side.Server : null;
            _lastRecord = null;
        }

        bool isWhole = true;
        HandshakeMessage? message = type switch
        {
            HandshakeType.ClientHello => ReadClientHello(title, ref isWhole),
            HandshakeType.ServerHello => ReadServerHello(title, ref isWhole),
            HandshakeType.CertificateRequest => ReadRequest(),
            HandshakeType.Certificate when _block.Exists(line => line.Contains("<Empty>")) => new CertificateMessage(),
            _ => null,
        };
        if (SenderOf(type) is { } sender)
        {
            if (type == HandshakeType.Certificate && sender == Side.Client && message is null)
            {
                _connection.ClientAuthentication = ClientAuthentication.Sent;
            }

            _connection.Add(type, sender, _titleLine, null, message, isWhole);
        }
    }

    private Side? SenderOf(HandshakeType type)
    {
        LogConnection connection = _connection!;
        bool isClientsTurn = connection.Has(HandshakeType.ServerHelloDone, Side.Server);
        return type switch
        {
            HandshakeType.ClientHello or HandshakeType.ClientKeyExchange or HandshakeType.CertificateVerify => Side.Client,
            HandshakeType.Certificate => isClientsTurn ? Side.Client : Side.Server,

            // In a whole handshake the client finishes first, where a session goes on the server.
            HandshakeType.Finished => isClientsTurn == !(connection.Has(HandshakeType.Finished, Side.Client) || connection.Has(HandshakeType.Finished, Side.Server)) ? Side.Client : Side.Server,
            _ => Side.Server,
        };
    }

    private static readonly Dictionary<string, HandshakeType> s_types = new()
    {
        ["ClientHello"] = HandshakeType.ClientHello,
        ["ServerHelloDone"] = HandshakeType.ServerHelloDone,
        ["ServerHello"] = HandshakeType.ServerHello,
        ["CertificateRequest"] = HandshakeType.CertificateRequest,
        ["CertificateVerify"] = HandshakeType.CertificateVerify,
        ["Certificate"] = HandshakeType.Certificate,
        ["ServerKeyExchange"] = HandshakeType.ServerKeyExchange,
        ["ClientKeyExchange"] = HandshakeType.ClientKeyExchange,
        ["Finished"] = HandshakeType.Finished,
    };

    // Messages of which several lines are read; the others are named only.
    private static readonly Regex s_blocks = new("^(ClientHello,|ServerHello,|CertificateRequest|Certificate chain)", RegexOptions.CultureInvariant);

    private static readonly Regex s_dump = new(@"^\[Raw (?<act>read|write)\]: length = \d+$", RegexOptions.CultureInvariant);
    private static readonly Regex s_record = new(@"^[^,|]{1,200}, (?<act>READ|WRITE): (TLSv1(\.\d)?|SSLv[23]) [A-Z][A-Za-z ]+, length = \d+$", RegexOptions.CultureInvariant);
    private static readonly Regex s_alert = new(
        @"^[^,|]{1,200}, (?<act>SEND|RECV) (TLSv1(\.\d)?|SSLv3) ALERT: +(?<level>fatal|warning), (?:description = )?(?<alert>[a-z_]+)$",
        RegexOptions.CultureInvariant);
    private static readonly Regex s_title = new(
        @"^\*\*\* (?<name>(?:ClientHello|ServerHello), (?:TLSv1(\.\d)?|SSLv3)|Certificate chain|CertificateRequest|ServerHelloDone|CertificateVerify|Finished|(?:(?:ECDH|DH|RSA|Diffie-Hellman) ?)?(?:Server|Client)KeyExchange.*)$",
        RegexOptions.CultureInvariant);
    private static readonly Regex s_closed = new(@"^[^,|]{1,200}, called (closeSocket|close)\(", RegexOptions.CultureInvariant);

    // Protects memory from a block that never ends.
    private const int MostLines = 20_000;
}
