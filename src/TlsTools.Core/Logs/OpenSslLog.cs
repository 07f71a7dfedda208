using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using TlsTools.ClientAuth;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Messages;
using TlsTools.X509;

namespace TlsTools.Logs;

/// <summary>Reads what <c>openssl s_client</c> prints, with or without <c>-state</c> and <c>-showcerts</c>.</summary>
/// <remarks>Whether the handshake was complete it says with <c>-state</c> only; the summary of a failed one looks the same.</remarks>
/// <seealso href="https://docs.openssl.org/3.0/man1/openssl-s_client/">openssl s_client</seealso>
internal sealed partial class OpenSslLog(LogSession session) : ILogDialect
{
    private readonly List<TlsCertificate> _certificates = [];
    private readonly List<string> _request = [];
    private readonly StringBuilder _encoded = new();
    private LogConnection? _connection;
    private long _requestLine;
    private int _chain;
    private bool _isInCertificate;
    private bool _isDamaged;
    private bool _isSummed;
    private bool _isData;
    private bool _isServer;
    private (string Reason, long Line, Side? Self)? _early;
    private readonly HexDump _dump = new();
    private (bool IsOwn, bool IsRecord, int Length, long Line)? _dumped;

    /// <inheritdoc/>
    public string[] Marks => ["CONNECTED(", "SSL", "TLS", "ACCEPT"];

    /// <inheritdoc/>
    public bool IsInside => _connection is not null && !_isData;

    /// <inheritdoc/>
    public bool TryRead(LogLine line)
    {
        if (line.Text.StartsWith("CONNECTED(", StringComparison.Ordinal))
        {
            (string, long, Side?)? early = _early;
            _early = null;
            End();
            _early = early;
            _connection = session.Begin();
            _connection.Logger = Side.Client;
            TakeEarly();
            return true;
        }

        if (line.Text.Length > LongestLine)
        {
            return false;
        }

        string text = line.Text.TrimEnd();
        if (_dumped is { } dumped)
        {
            // What is written to the screen as well gets between the lines of a dump.
            bool isPart = _dump.TryAdd(text);
            if (_dump.Count >= dumped.Length)
            {
                FinishDump();
            }

            if (isPart)
            {
                return true;
            }
        }

        if (s_begin.Match(text) is { Success: true } begun)
        {
            FinishDump();
            return BeginDump(begun, line.Number);
        }

        if (_connection is not { } connection)
        {
            _isServer |= text == "ACCEPT";
            return s_error.Match(text) is { Success: true } error && ReadError(error, line.Number);
        }

        if (_requestLine > 0)
        {
            if (text.Length > 0 && text != "---" && !text.StartsWith("Shared ", StringComparison.Ordinal))
            {
                _request.Add(text);
                return true;
            }

            FinishRequest(connection);
        }

        // What the server sends as data is printed too, behind the summary, and may look like any of this.
        _isData |= _isSummed && text == "---";
        return (!_isSummed && ReadCertificate(text)) || ReadState(connection, text, line.Number) || (!_isData && ReadSummary(connection, text, line.Number));
    }

    /// <inheritdoc/>
    public void End()
    {
        FinishDump();
        if (_connection is null)
        {
            FlushEarly();
        }

        if (_connection is { } connection)
        {
            FinishRequest(connection);

            // Without -showcerts only the first certificate is there in full: a part of the chain would pass for the whole.
            if (_chain > 0 && _certificates.Count == _chain && !_isDamaged)
            {
                connection.ServerCertificates = [.. _certificates];
            }

            connection.IsOver = true;
        }

        _connection = null;
        _certificates.Clear();
        _chain = 0;
        _isInCertificate = _isDamaged = _isSummed = _isData = false;
    }

    // With -showcerts the first certificate is printed twice.
    private bool ReadCertificate(string text)
    {
        if (text == "-----BEGIN CERTIFICATE-----")
        {
            _isInCertificate = true;
            _encoded.Clear();
            return true;
        }

        if (!_isInCertificate)
        {
            bool isEntry = s_entry.IsMatch(text);
            _chain += isEntry ? 1 : 0;
            return isEntry;
        }

        if (text != "-----END CERTIFICATE-----" && _encoded.Length < LongestCertificate)
        {
            _encoded.Append(text);
            return true;
        }

        _isInCertificate = false;
        try
        {
            TlsCertificate certificate = TlsCertificate.FromDer(Convert.FromBase64String(_encoded.ToString()));
            if (!_certificates.Contains(certificate))
            {
                _certificates.Add(certificate);
            }
        }
        catch (FormatException)
        {
            _isDamaged = true;
        }

        return true;
    }

    private static bool ReadState(LogConnection connection, string text, long line)
    {
        if (s_alert.Match(text) is { Success: true } alert)
        {
            if (LogNames.Alert(alert.Groups["alert"].Value) is { } named)
            {
                connection.AddAlert(alert.Groups["act"].Value == "read" ? Side.Server : Side.Client, alert.Groups["level"].Value, named, line, null);
            }

            return true;
        }

        if (s_number.Match(text) is { Success: true } number && byte.TryParse(number.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out byte code))
        {
            connection.AddAlert(Side.Server, "fatal", new AlertDescription(code), line, null);
            return true;
        }

        if (s_error.Match(text) is { Success: true } error)
        {
            connection.HasFailed |= !connection.HasFinished;
            connection.State(Side.Client, error.Groups["reason"].Value, line, null);
            return true;
        }

        if (s_state.Match(text) is not { Success: true } state)
        {
            return false;
        }

        // A state is said again where the machine takes it up after a pause.
        Side sender = state.Groups["act"].Value == "write" ? Side.Client : Side.Server;
        if (s_types.TryGetValue(state.Groups["name"].Value, out HandshakeType type) && !(connection.Messages is [.., { } same] && same.HandshakeType == type && same.Sender == sender))
        {
            connection.Add(type, sender, line, null);
        }

        return true;
    }

    private bool ReadSummary(LogConnection connection, string text, long line)
    {
        if (text.StartsWith("Acceptable client certificate CA names", StringComparison.Ordinal))
        {
            _requestLine = line;
            _request.Add(text);
            return true;
        }

        if (s_cipher.Match(text) is { Success: true } cipher)
        {
            _isSummed = true;
            connection.Version = LogNames.Version(cipher.Groups["version"].Value);
            connection.CipherSuite = Suite(cipher.Groups["suite"].Value);
            connection.Resumed = cipher.Groups["kind"].Value == "Reused" ? true : null;
            connection.Reach(HandshakePhase.ServerHello);
            if (!connection.Has(HandshakeType.ServerHello, Side.Server))
            {
                connection.Add(HandshakeType.ServerHello, Side.Server, line, null);
            }

            return true;
        }

        if (s_key.Match(text) is { Success: true } key)
        {
            connection.Group = LogNames.Group(key.Groups["group"].Value switch { "prime256v1" => "secp256r1", var name => name.ToLowerInvariant() });
            return true;
        }

        if (text.StartsWith("ALPN protocol: ", StringComparison.Ordinal))
        {
            connection.Alpn = text.Substring("ALPN protocol: ".Length);
            return true;
        }

        return false;
    }

    private void FinishRequest(LogConnection connection)
    {
        if (_requestLine > 0 && new OpenSslDialect().TryRead(new TextLines(string.Join("\n", _request)), string.Empty) is { } request)
        {
            connection.AcceptableCA = [.. request.Authorities!.Authorities.Select(authority => authority.Name)];
            if (!connection.Has(HandshakeType.CertificateRequest, Side.Server))
            {
                connection.Add(HandshakeType.CertificateRequest, Side.Server, _requestLine, null, new CertificateRequest
                {
                    CertificateTypes = request.CertificateTypes,
                    SignatureSchemes = request.SignatureSchemes,
                    Authorities = connection.AcceptableCA,
                });
            }
        }

        _requestLine = 0;
        _request.Clear();
    }

    /// <summary>A suite by OpenSSL's name of it, <c>ECDHE-RSA-AES256-GCM-SHA384</c>; null where that follows no rule.</summary>
    internal static CipherSuite? Suite(string name)
    {
        if (LogNames.Suite(name) is { } registered)
        {
            return registered;
        }

        Match match = s_suite.Match(name);
        if (!match.Success)
        {
            return null;
        }

        string exchange = match.Groups["exchange"].Success ? match.Groups["exchange"].Value.Replace('-', '_') : "RSA";
        string cipher = match.Groups["cipher"].Value;
        string protection = cipher == "CHACHA20-POLY1305" ? "CHACHA20_POLY1305_SHA256"
            : $"{cipher.Replace("AES", "AES_").Replace("CAMELLIA", "CAMELLIA_").Replace("--", "-").Replace('-', '_')}{(cipher.Contains("GCM") ? string.Empty : "_CBC")}_{match.Groups["digest"].Value}";
        return LogNames.Suite($"TLS_{exchange}_WITH_{protection}");
    }

    /// <summary>The type of a message by the name that OpenSSL's states have for it; null for any other text.</summary>
    internal static HandshakeType? TypeOf(string state) => s_types.TryGetValue(state, out HandshakeType type) ? type : null;

    private static readonly Dictionary<string, HandshakeType> s_types = new()
    {
        ["client hello"] = HandshakeType.ClientHello,
        ["server hello"] = HandshakeType.ServerHello,
        ["encrypted extensions"] = HandshakeType.EncryptedExtensions,
        ["server certificate"] = HandshakeType.Certificate,
        ["server key exchange"] = HandshakeType.ServerKeyExchange,
        ["server certificate request"] = HandshakeType.CertificateRequest,
        ["server done"] = HandshakeType.ServerHelloDone,
        ["client certificate"] = HandshakeType.Certificate,
        ["client key exchange"] = HandshakeType.ClientKeyExchange,
        ["certificate verify"] = HandshakeType.CertificateVerify,
        ["finished"] = HandshakeType.Finished,
        ["server session ticket"] = HandshakeType.NewSessionTicket,
    };

    private static readonly Regex s_state = new("^SSL_connect:(?:SSLv3/)?TLS (?<act>read|write) (?<name>[a-z ]+)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_alert = new("^SSL3 alert (?<act>read|write):(?<level>fatal|warning):(?<alert>[A-Za-z _]+)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_number = new(@":error:.*:SSL alert number (\d+)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_entry = new(@"^ *\d+ s:", RegexOptions.CultureInvariant);
    private static readonly Regex s_cipher = new(@"^(?<kind>New|Reused), (?<version>TLSv1(\.\d)?|SSLv3), Cipher is (?<suite>[A-Z0-9_-]+)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_key = new(@"^(?:Server|Peer) Temp Key: (?:ECDH, )?(?<group>[A-Za-z0-9_]+), \d+ bits", RegexOptions.CultureInvariant);
    private static readonly Regex s_suite = new(
        "^(?:(?<exchange>(?:ECDHE|DHE)-(?:RSA|ECDSA|DSS|PSK))-)?(?<cipher>AES(?:128|256)(?:-GCM)?|CAMELLIA(?:128|256)|CHACHA20-POLY1305)(?:-(?<digest>SHA(?:256|384)?))?$",
        RegexOptions.CultureInvariant);

    // Protects memory from a file that only looks like this at its start; certificates of servers have a few kilobytes.
    private const int LongestCertificate = 1024 * 1024;
    private const int LongestLine = 256 * 1024;
}
