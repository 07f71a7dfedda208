using System;
using System.Net;
using TlsTools.Capture;
using TlsTools.Decryption;
using TlsTools.Network;
using TlsTools.Streams;
using TlsTools.Tls;

namespace TlsTools.Handshakes;

/// <summary>The reading of one capture: packets in, handshakes out.</summary>
internal sealed class CaptureSession : IDisposable
{
    private readonly TlsCaptureOptions _options;
    private readonly CaptureFilter _filter;
    private readonly PacketDecoder _decoder = new();
    private readonly TcpTracker _tracker;
    private readonly HandshakeQueue _queue = new();
    private readonly RefusedConnections _refused;
    private readonly SourceHistory _history = new();
    private readonly WatchedTime _watched = new();
    private int _secretsTaken;

    /// <summary>Begins.</summary>
    public CaptureSession(TlsCaptureOptions options)
    {
        _options = options;
        Secrets = new SecretSources(options.Secrets);
        _filter = new CaptureFilter(options);
        _refused = new RefusedConnections(options);
        _tracker = new TcpTracker(Accept);
    }

    /// <summary>What all open connections may keep together.</summary>
    public MemoryBudget Budget { get; } = new();

    /// <summary>What its handshakes share.</summary>
    public SharedContent Shared { get; } = new();

    /// <summary>What protected records can be opened with.</summary>
    public SecretSources Secrets { get; }

    /// <summary>Takes the next handshake that is ready.</summary>
    public TlsHandshake? Take() => _queue.Take();

    /// <summary>Reads the next packets.</summary>
    /// <param name="capture">The capture.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>Whether there may be more.</returns>
    public bool Read(CaptureReader capture, int count)
    {
        for (int index = 0; index < count; index++)
        {
            if (!capture.TryRead(out CapturedPacket packet))
            {
                return false;
            }

            if (capture.SecretsCount != _secretsTaken)
            {
                TakeSecrets(capture);
            }

            _watched.Note(packet.Time);
            if (_decoder.TryDecode(packet, out TcpSegment segment))
            {
                _tracker.Push(segment, new Provenance(packet.Number, packet.Time));
            }
        }

        return true;
    }

    /// <summary>Nothing more comes.</summary>
    public void Complete()
    {
        _tracker.Complete();
        _refused.Complete();
        if (Secrets.CarriedReport is { } report)
        {
            _options.CarriedSecrets?.Invoke(report);
        }
    }

    /// <summary>Clears the secrets that the capture carried.</summary>
    public void Dispose() => Secrets.Dispose();

    /// <summary>Notes that TLS is spoken at an endpoint.</summary>
    public void NoteServer(IPEndPoint server)
    {
        _refused.NoteServer(server);
        _refused.NoteData();
    }

    /// <summary>Notes that a conversation carries data that is no TLS.</summary>
    public void NoteOtherData() => _refused.NoteData();

    /// <summary>A conversation has ended.</summary>
    public void Finish(ConversationReader reader)
    {
        if (reader.Builder is { } builder)
        {
            builder.End();
            Verdict verdict = new(builder, IsAnswerAwaited(reader.Conversation, builder.Last.Time));
            bool isWanted = !_options.FailedOnly || verdict.IsBroken;
            if (isWanted || (verdict.Outcome == HandshakeOutcome.Completed && _history.WantsCompletedOf(reader.Conversation.Responder)))
            {
                TlsHandshake handshake = Remember(HandshakeFactory.Create(_options.SourceName, reader, verdict, _watched.Until(reader.Conversation.Last.Time)));
                if (isWanted && _filter.Accepts(handshake))
                {
                    reader.Place.Finish(handshake);
                }
            }

            builder.Release();
            return;
        }

        if (_filter.IsEmptyForNames && (reader.Refusal is not null || reader.IsAwaited))
        {
            TlsHandshake dialogue = Remember(HandshakeFactory.CreateOfDialogue(_options.SourceName, reader, EndOf(reader.Conversation)));
            reader.Place.Decide(isTls: true);
            if (_filter.Accepts(dialogue))
            {
                reader.Place.Finish(dialogue);
            }

            return;
        }

        if (_filter.IsEmptyForNames && AttemptWithoutTls(reader, out bool isSilent) is { } attempt)
        {
            _refused.Add(reader.Conversation.Responder, reader.Place, Remember(attempt), isSilent);
            return;
        }

        reader.Place.Decide(isTls: false);
        if (reader.SawData)
        {
            _refused.NoteData();
        }
    }

    private TlsHandshake Remember(TlsHandshake handshake)
    {
        handshake.History = _history;
        handshake.HistoryPlace = _history.NextPlace();
        _history.Note(handshake);
        return handshake;
    }

    // What remains of an attempt when no TLS was seen: refused, not answered, closed without a word, or plaintext that the
    // server closed upon.
    private TlsHandshake? AttemptWithoutTls(ConversationReader reader, out bool isSilent)
    {
        TcpConversation conversation = reader.Conversation;
        DirectionStatistics client = conversation.Statistics(StreamDirection.FromInitiator);
        DirectionStatistics server = conversation.Statistics(StreamDirection.FromResponder);
        isSilent = conversation.SawSynAck && client.Bytes == 0;
        if (!conversation.SawSyn || server.Bytes > 0 || client.MissingBytes + server.MissingBytes > 0)
        {
            return null;
        }

        (ConnectionEnding ending, Side? side) = EndOf(client, server);
        if (!conversation.SawSynAck && ending == ConnectionEnding.CaptureEnd)
        {
            (ending, side) = (ConnectionEnding.Timeout, Side.Server);
        }

        bool isDecided = ending switch
        {
            ConnectionEnding.Timeout => IsAnswerAwaited(conversation, conversation.Last.Time),
            ConnectionEnding.CaptureEnd => client.Bytes == 0,
            _ => client.Bytes == 0 || side == Side.Server,
        };
        return isDecided ? HandshakeFactory.CreateWithoutTls(_options.SourceName, reader, ending, side) : null;
    }

    private static (ConnectionEnding Ending, Side? Side) EndOf(TcpConversation conversation) =>
        EndOf(conversation.Statistics(StreamDirection.FromInitiator), conversation.Statistics(StreamDirection.FromResponder));

    private static (ConnectionEnding Ending, Side? Side) EndOf(in DirectionStatistics client, in DirectionStatistics server) =>
        server.SawReset ? (ConnectionEnding.Reset, Side.Server)
        : client.SawReset ? (ConnectionEnding.Reset, Side.Client)
        : server.SawFin && (!client.SawFin || server.Last.Packet < client.Last.Packet) ? (ConnectionEnding.Fin, Side.Server)
        : client.SawFin ? (ConnectionEnding.Fin, client.Bytes > 0 && server.SawFin ? Side.Server : Side.Client)
        : (ConnectionEnding.CaptureEnd, null);

    private ConversationReader? Accept(TcpConversation conversation) =>
        _filter.Accepts(conversation) ? new ConversationReader(this, conversation, _queue.Add()) : null;

    // Sent again and never answered, or left without an answer for longer than any server takes that is alive.
    private bool IsAnswerAwaited(TcpConversation conversation, CaptureTime last)
    {
        DirectionStatistics question = conversation.Statistics(StreamDirection.FromInitiator);
        return conversation.Statistics(StreamDirection.FromResponder).Bytes == 0
            && (question.Retransmissions + conversation.SynCount > 2 || _watched.Until(last).Since(last) >= s_patience);
    }

    private void TakeSecrets(CaptureReader capture)
    {
        for (; _secretsTaken < capture.SecretsCount; _secretsTaken++)
        {
            DecryptionSecrets carried = capture.Secrets[_secretsTaken];
            if (carried.Type == DecryptionSecrets.TlsKeyLog && !_options.IgnoreCarriedSecrets)
            {
                Secrets.AddCarried(carried.Data);
            }
        }
    }

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
}
