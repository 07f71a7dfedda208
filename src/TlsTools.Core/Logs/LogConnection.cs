using System.Collections.Generic;
using System.Net;
using TlsTools.Capture;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Messages;
using TlsTools.Wire;
using TlsTools.X509;

namespace TlsTools.Logs;

/// <summary>Collects what a log tells of one connection attempt. What it does not tell stays null.</summary>
internal sealed partial class LogConnection
{
    private readonly List<TlsMessage> _messages = [];
    private readonly List<TlsAlert> _alerts = [];
    private readonly List<TlsStatement> _statements = [];
    private readonly bool[] _finished = new bool[2];
    private HandshakePhase _phase = HandshakePhase.TcpOnly;
    private CaptureTime? _start;
    private CaptureTime? _done;
    private CaptureTime? _last;

    /// <summary>The end that wrote the log; null while that is not known.</summary>
    public Side? Logger { get; set; }

    /// <summary>Whether the log is through with it.</summary>
    public bool IsOver { get; set; }

    /// <summary>Takes it back: it turned out to be no TLS connection.</summary>
    public void Discard()
    {
        _messages.Clear();
        _alerts.Clear();
        _statements.Clear();
        EndedBy = null;
        IsCompleted = false;
    }

    /// <summary>Whether the log told nothing of it that is worth an object.</summary>
    public bool IsEmpty => _messages.Count == 0 && _alerts.Count == 0 && _statements.Count == 0 && EndedBy is null && !IsCompleted && Bytes.IsEmpty;

    /// <summary>The endpoints.</summary>
    public IPEndPoint? Client { get; set; }

    /// <inheritdoc cref="Client"/>
    public IPEndPoint? Server { get; set; }

    /// <summary>What was negotiated, where the log says so apart from a ServerHello.</summary>
    public ProtocolVersion? Version { get; set; }

    /// <inheritdoc cref="Version"/>
    public CipherSuite? CipherSuite { get; set; }

    /// <inheritdoc cref="Version"/>
    public string? Alpn { get; set; }

    /// <inheritdoc cref="Version"/>
    public NamedGroup? Group { get; set; }

    /// <inheritdoc cref="Version"/>
    public SignatureScheme? SignatureScheme { get; set; }

    /// <inheritdoc cref="Version"/>
    public bool? Resumed { get; set; }

    /// <summary>The name that the client asked for, where the log says so apart from a ClientHello.</summary>
    public string? ServerName { get; set; }

    /// <summary>The server's certificates, where the log has their bytes.</summary>
    public IReadOnlyList<TlsCertificate>? ServerCertificates { get; set; }

    /// <summary>The client's certificates, where the log has or describes them.</summary>
    public IReadOnlyList<TlsCertificate>? ClientCertificates { get; set; }

    /// <summary>The versions that the client offered, where the log says so apart from a ClientHello.</summary>
    public IReadOnlyList<ProtocolVersion>? OfferedVersions { get; set; }

    /// <summary>What carried TLS.</summary>
    public string Carrier { get; set; } = "Tcp";

    /// <summary>The names of the request, where the log has them.</summary>
    public IReadOnlyList<DistinguishedName>? AcceptableCA { get; set; }

    /// <summary>Whether the server asked for a client certificate, and what it got, where the log says so.</summary>
    public ClientAuthentication ClientAuthentication { get; set; }

    /// <summary>The bytes that the log dumps.</summary>
    public LogBytes Bytes { get; } = new();

    /// <summary>What the lengths of encrypted records tell of client authentication, where the log shows nothing else.</summary>
    public ClientAuthentication InferredClientAuthentication { get; set; }

    /// <summary>Whether the log says that the handshake was complete.</summary>
    public bool IsCompleted { get; set; }

    /// <summary>Whether the log says that the handshake failed.</summary>
    public bool HasFailed { get; set; }

    /// <summary>How it ended other than by an alert.</summary>
    public ConnectionEnding? EndedBy { get; private set; }

    /// <summary>The end that ended it.</summary>
    public Side? EndedBySide { get; private set; }

    /// <summary>The alerts so far.</summary>
    public IReadOnlyList<TlsAlert> Alerts => _alerts;

    /// <summary>The messages so far.</summary>
    public IReadOnlyList<TlsMessage> Messages => _messages;

    /// <summary>Whether both ends have finished, as far as the log tells.</summary>
    public bool HasFinished => IsCompleted || (_finished[0] && _finished[1]);

    /// <summary>Whether the log tells of a message of a type.</summary>
    public bool Has(HandshakeType type, Side sender) => _messages.Exists(message => message.HandshakeType == type && message.Sender == sender);

    /// <summary>Notes when something was written of it.</summary>
    public void Note(CaptureTime? time)
    {
        _start ??= time;
        _last = time ?? _last;
    }

    /// <summary>Adds a handshake message.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="line">The line that tells of it.</param>
    /// <param name="time">When; null where the log does not tell in a way that can be understood.</param>
    /// <param name="message">What it says; null where the log only names it.</param>
    /// <param name="isWhole">Whether all that it said is in <paramref name="message"/>.</param>
    public void Add(HandshakeType type, Side sender, long line, CaptureTime? time, HandshakeMessage? message = null, bool isWhole = true)
    {
        Note(time);
        if (message is not null)
        {
            message.Type = type;
        }

        _messages.Add(new TlsMessage
        {
            Line = line,
            Timestamp = time,
            Sender = sender,
            ContentType = ContentType.Handshake,
            HandshakeType = type,
            Type = HandshakeNames.Of(type),
            Handshake = message,
            IsIncomplete = !isWhole,
        });
        Reach(PhaseOf(type, sender));
        if (type == HandshakeType.Finished)
        {
            _finished[(int)sender] = true;
            if (HasFinished)
            {
                _done ??= time;
                Reach(HandshakePhase.Finished);
            }
        }
    }

    /// <summary>Adds a change of keys.</summary>
    public void AddChangeCipherSpec(Side sender, long line, CaptureTime? time)
    {
        Note(time);
        _messages.Add(new TlsMessage
        {
            Line = line,
            Timestamp = time,
            Sender = sender,
            ContentType = ContentType.ChangeCipherSpec,
            Type = HandshakeNames.Of(ContentType.ChangeCipherSpec),
        });
    }

    /// <summary>Adds an alert.</summary>
    /// <param name="sender">Who sent it; null where the log does not tell who is the client.</param>
    /// <param name="level"><c>warning</c> or <c>fatal</c>; null where the log does not say.</param>
    /// <param name="description">What it says.</param>
    /// <param name="line">The line that tells of it.</param>
    /// <param name="time">When; null where the log does not tell in a way that can be understood.</param>
    public void AddAlert(Side? sender, string? level, AlertDescription description, long line, CaptureTime? time)
    {
        Note(time);
        int told = _alerts.FindIndex(other => other.Code == description.Code && (other.Sender == sender || other.Sender is null || sender is null));
        if (told >= 0 && (sender is null || _alerts[told].Sender is not null))
        {
            // Logs say the same again at a higher layer: as an exception, or in the program's own words.
            return;
        }

        if (told >= 0)
        {
            // Now it is known who sent it.
            (line, time, level) = (_alerts[told].Line ?? line, _alerts[told].Timestamp ?? time, _alerts[told].Level ?? level);
            _alerts.RemoveAt(told);
        }

        TlsAlert alert = new()
        {
            Line = line,
            Timestamp = time,
            Time = time?.ToDateTime(),
            Sender = sender,
            Level = level,
            Description = description.ToString(),
            Code = description.Code,
            Phase = _phase,
        };
        _alerts.Add(alert);
        if (sender is not { } known)
        {
            return;
        }

        _messages.Add(new TlsMessage
        {
            Line = line,
            Timestamp = time,
            Sender = known,
            ContentType = ContentType.Alert,
            Type = HandshakeNames.Of(ContentType.Alert),
            Alert = alert,
        });
    }

    /// <summary>Adds an alert that was read from bytes, if only its length.</summary>
    public void AddAlert(TlsAlert alert)
    {
        if (!_alerts.Exists(other => other.Sender == alert.Sender && other.Code == alert.Code))
        {
            _alerts.Add(alert);
            HasFailed |= alert.Encrypted && !HasFinished;
        }
    }

    /// <summary>Notes what an end said in words; the same again counts once.</summary>
    /// <param name="sender">Who said it; null where that is not told.</param>
    /// <param name="text">The words.</param>
    /// <param name="line">The line that has them.</param>
    /// <param name="time">When; null where the log does not tell in a way that can be understood.</param>
    public void State(Side? sender, string text, long line, CaptureTime? time)
    {
        Note(time);
        string said = WireText.Neutralize(text.Length > LongestStatement ? text.Substring(0, LongestStatement) : text);
        if (_statements.Count < MostStatements && !_statements.Exists(other => other.Text == said))
        {
            _statements.Add(new TlsStatement { Line = line, Timestamp = time, Sender = sender, Text = said });
        }
    }

    /// <summary>Notes how it ended other than by an alert; the first end counts.</summary>
    public void EndBy(ConnectionEnding ending, Side? side, CaptureTime? time)
    {
        Note(time);
        if (EndedBy is null)
        {
            (EndedBy, EndedBySide) = (ending, side);
        }
    }

    /// <summary>Notes that something was reached.</summary>
    public void Reach(HandshakePhase phase) => _phase = phase > _phase ? phase : _phase;

    private static HandshakePhase PhaseOf(HandshakeType type, Side sender) => type switch
    {
        HandshakeType.ClientHello => HandshakePhase.ClientHello,
        HandshakeType.ServerHello => HandshakePhase.ServerHello,
        HandshakeType.Certificate => sender == Side.Server ? HandshakePhase.ServerCertificate : HandshakePhase.ClientCertificate,
        HandshakeType.CertificateRequest => HandshakePhase.CertificateRequest,
        HandshakeType.ServerHelloDone => HandshakePhase.ServerHelloDone,
        HandshakeType.ClientKeyExchange => HandshakePhase.ClientKeyExchange,
        _ => HandshakePhase.TcpOnly,
    };

    // Protect memory and screens from logs that repeat themselves or have endless lines.
    private const int MostStatements = 16;
    private const int LongestStatement = 400;
}
