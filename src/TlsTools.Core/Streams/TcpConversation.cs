using System.Net;

namespace TlsTools.Streams;

/// <summary>One TCP connection of a capture, or what the capture has of it.</summary>
internal sealed class TcpConversation : Flow
{
    private readonly bool _initiatorIsLow;
    private TcpDirection _fromInitiator;
    private TcpDirection _fromResponder;

    /// <summary>Begins a conversation.</summary>
    public TcpConversation(in FlowKey key, uint hash, int stream, bool initiatorIsLow, in Provenance first)
        : base(key, hash, stream)
    {
        _initiatorIsLow = initiatorIsLow;
        First = first;
        ListedSince = first.Time.Nanoseconds;
    }

    /// <summary>The end that sent the SYN; without one, the sender of the first packet seen.</summary>
    public IPEndPoint Initiator => _initiatorIsLow ? Key.Low : Key.High;

    /// <summary>The other end.</summary>
    public IPEndPoint Responder => _initiatorIsLow ? Key.High : Key.Low;

    /// <summary>The first packet.</summary>
    public Provenance First { get; }

    /// <summary>The latest packet.</summary>
    public Provenance Last =>
        _fromInitiator.LastPacket >= _fromResponder.LastPacket ? LastOf(in _fromInitiator) : LastOf(in _fromResponder);

    /// <summary>Whether the initiator's SYN was captured; without it the capture begins somewhere in the connection.</summary>
    public bool SawSyn => _fromInitiator.Has(TcpMarks.Syn);

    /// <summary>Whether the responder's answer to the SYN was captured.</summary>
    public bool SawSynAck => _fromResponder.Has(TcpMarks.Syn);

    /// <summary>How often the initiator sent its SYN, packets captured twice not counted.</summary>
    public int SynCount { get; internal set; }

    /// <summary>Takes what the connection carries; null when nobody wants it.</summary>
    public IConversationHandler? Handler { get; set; }

    /// <summary>Whether any FIN or RST was seen, credible or not; Wireshark asks no more than that when ports are used again.</summary>
    public bool AnyEnd { get; set; }

    /// <summary>The list of the tracker that the conversation is in.</summary>
    public ConversationList? List { get; set; }

    /// <summary>The one before it in that list.</summary>
    public TcpConversation? Previous { get; set; }

    /// <summary>The one after it in that list.</summary>
    public TcpConversation? Following { get; set; }

    /// <summary>Since when it counts as waiting in that list, in nanoseconds since 1970.</summary>
    public long ListedSince { get; set; }

    /// <summary>
    /// Wants no more calls, not even <see cref="IConversationHandler.OnEnd"/>: the rest of the conversation is only numbered.
    /// </summary>
    public void Detach() => Handler = null;

    /// <summary>
    /// Does not want the next bytes of a direction, counted from the end of what was delivered last: they are neither
    /// delivered nor kept, and a hole in them is counted but not reported.
    /// </summary>
    /// <param name="direction">The direction.</param>
    /// <param name="count">How many bytes; what was asked for before and is not used up is replaced.</param>
    public void Skip(StreamDirection direction, uint count) => State(direction).Skip = count;

    /// <summary>What was counted of a direction.</summary>
    public DirectionStatistics Statistics(StreamDirection direction)
    {
        ref TcpDirection state = ref State(direction);
        return new DirectionStatistics(
            state.Packets,
            state.Bytes,
            state.Disorder?.Retransmissions ?? 0,
            state.Disorder?.Duplicates ?? 0,
            state.Disorder?.MissingBytes ?? 0,
            state.Disorder?.UnreceivedBytes ?? 0,
            state.Has(TcpMarks.Anchored) && !(state.Next > state.Acknowledged),
            state.Disorder?.CutPackets ?? 0,
            state.Disorder?.CutBytes ?? 0,
            state.Has(TcpMarks.FinSeen),
            state.Has(TcpMarks.Reset),
            LastOf(in state));
    }

    /// <summary>The direction of a segment.</summary>
    /// <param name="fromLow">Whether its sender is the lower end of the key.</param>
    public StreamDirection DirectionOf(bool fromLow) =>
        fromLow == _initiatorIsLow ? StreamDirection.FromInitiator : StreamDirection.FromResponder;

    /// <summary>Where a direction stands.</summary>
    public ref TcpDirection State(StreamDirection direction)
    {
        if (direction == StreamDirection.FromInitiator)
        {
            return ref _fromInitiator;
        }

        return ref _fromResponder;
    }

    /// <summary>The account of what was out of the ordinary in a direction, begun when needed.</summary>
    public Disorder DisorderOf(StreamDirection direction) => State(direction).Disorder ??= new Disorder(this, direction);

    private Provenance LastOf(in TcpDirection state) =>
        state.Packets == 0 ? First : new Provenance(state.LastPacket, new(state.LastTime, First.Time.Digits));
}
