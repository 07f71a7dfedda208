using System;
using System.Collections.Generic;
using System.Net;
using TlsTools.Capture;
using TlsTools.Carriers;
using TlsTools.Decryption;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Handshakes;

/// <summary>
/// One TLS connection attempt, from whatever source it was read. What the messages say is decoded when a property is read;
/// a source that knows a value otherwise sets it, and that value goes before what the messages say.
/// </summary>
public sealed partial class TlsHandshake
{
    private readonly Transcript? _transcript;
    private TlsMessage[]? _messages;

    /// <summary>Makes a handshake of a source that knows its messages and values.</summary>
    public TlsHandshake()
    {
    }

    internal TlsHandshake(Transcript? transcript) => _transcript = transcript;

    /// <summary>Where it came from: the path of a capture or log, or <c>host:port</c>.</summary>
    public string? Source { get; init; }

    /// <summary>1, 2, 3 … in the source, in the order of the first packet.</summary>
    public int Number { get; internal set; }

    /// <summary>Number of the TCP conversation, counted from 0 as Wireshark's <c>tcp.stream</c> does.</summary>
    public int? Stream { get; init; }

    /// <summary>When the first byte of the conversation was seen.</summary>
    public DateTime? StartTime => StartTimestamp?.ToDateTime();

    /// <summary>When the first byte of the conversation was seen, with all the digits of the capture.</summary>
    public CaptureTime? StartTimestamp { get; init; }

    /// <summary>From the start until the handshake completed or ended.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The end that sent the ClientHello.</summary>
    public IPEndPoint? Client { get; init; }

    /// <summary>The end that answers it.</summary>
    public IPEndPoint? Server { get; init; }

    /// <summary>What carried TLS: <c>Tcp</c>, <c>StartTls/smtp</c>, <c>HttpConnect</c> …</summary>
    public string Carrier { get; init; } = "Tcp";

    /// <summary>What stood against TLS where a dialogue was to lead to it, as STARTTLS does; <see langword="null"/> otherwise.</summary>
    public CarrierRefusal? Refusal { get; init; }

    /// <summary>What an end said instead of TLS; <see langword="null"/> where both spoke TLS.</summary>
    public Plaintext? Plaintext
    {
        get => field ??= _transcript?.FindPlaintext();
        init;
    }

    /// <summary>Every event of the record layer, in order.</summary>
    public IReadOnlyList<TlsMessage> Messages
    {
        get => AllMessages;
        init => _messages = value as TlsMessage[] ?? [.. value];
    }

    /// <summary>The messages as an array: they are searched many times, and a search by an interface makes an object each time.</summary>
    internal TlsMessage[] AllMessages => _messages ??= _transcript?.ReadMessages() ?? [];

    /// <summary>All alerts, in order.</summary>
    public IReadOnlyList<TlsAlert> Alerts { get; init; } = [];

    /// <summary>The alert that matters; <see langword="null"/> when there was none or the connection was closed in order.</summary>
    public TlsAlert? Alert { get; init; }

    /// <summary>What an end said of it in words, in its log; empty where the source is no log, or says nothing beyond messages.</summary>
    public IReadOnlyList<TlsStatement> Statements { get; init; } = [];

    /// <summary>The last thing that both ends reached.</summary>
    public HandshakePhase Phase { get; init; }

    /// <summary>What became of the attempt.</summary>
    public HandshakeOutcome Outcome { get; init; }

    /// <summary>How the connection ended; <see langword="null"/> when the source does not tell.</summary>
    public ConnectionEnding? EndedBy { get; init; }

    /// <summary>The end that ended it.</summary>
    public Side? EndedBySide { get; init; }

    /// <summary>The packet in which it ended; <see langword="null"/> when the source does not tell.</summary>
    public long? EndPacket { get; init; }

    /// <summary>Whether the TCP connection came about; <see langword="null"/> when the source does not tell.</summary>
    public bool? Connected { get; init; }

    /// <summary>Until when it was watched: its first FIN or RST, or else the end of the capture.</summary>
    internal CaptureTime? WatchedUntil { get; init; }

    /// <summary>
    /// Whether the capture has more of the connection than its messages: what was said last was acknowledged, or sent again. Only
    /// then is it silence that is seen, and not a filter or a limit of the capture.
    /// </summary>
    internal bool IsFollowed { get; init; }

    /// <summary>What the lengths of encrypted records tell of client authentication, where the messages cannot be read.</summary>
    internal ClientAuthentication InferredClientAuthentication { get; init; }

    /// <summary>What the secrets that were given did for it; <see langword="null"/> where none were given, and nothing was decrypted.</summary>
    public HandshakeDecryption? Decryption { get; init; }

    /// <summary>
    /// Whether the server sent no application data. In TLS 1.3 that is told from lengths, and only where the client sent some: records
    /// of one length are then taken for session tickets.
    /// </summary>
    internal bool ServerSentNoData { get; init; }

    /// <summary>Whether the server sent no application data and the client some.</summary>
    internal bool IsUnanswered { get; init; }

    /// <summary>What the capture lacks; <see langword="null"/> where the source is no capture.</summary>
    public CaptureQuality? CaptureQuality { get; init; }

    /// <summary>The attempt in one line, for instance <c>1: 10.0.0.1:50000 → 10.0.0.2:443 TLS 1.2 Completed</c>.</summary>
    public override string ToString() => $"{Number}: {Client} → {Server} {Version} {Outcome}";

    /// <summary>The first message of a kind that an end sent, or <see langword="null"/>.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    /// <param name="sender">The end.</param>
    /// <param name="type">The type that the kind has on the wire.</param>
    internal T? Find<T>(Side sender, HandshakeType type)
        where T : HandshakeMessage
    {
        if (_transcript is not null)
        {
            return _transcript.Find<T>(sender, type);
        }

        foreach (TlsMessage message in AllMessages)
        {
            if (message.HandshakeType == type && message.Sender == sender && message.Handshake is T found)
            {
                return found;
            }
        }

        return null;
    }
}
