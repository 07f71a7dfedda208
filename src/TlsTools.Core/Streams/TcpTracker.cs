using System;
using TlsTools.Network;

namespace TlsTools.Streams;

/// <summary>Finds the conversation of each TCP segment, numbers conversations as Wireshark does, and ends them.</summary>
/// <param name="accept">Gives the handler of a new conversation, or null: then it is only numbered.</param>
/// <param name="limits">What the tracking takes at most.</param>
internal sealed partial class TcpTracker(Func<TcpConversation, IConversationHandler?> accept, TcpLimits limits)
{
    private readonly FlowTable _table = new(unchecked((ulong)Guid.NewGuid().GetHashCode() * 0x1_0000_0001));
    private readonly Reassembler _reassembler = new(limits);
    private Flow? _latest;
    private int _streams;

    /// <summary>Tracks within the product's limits.</summary>
    /// <param name="accept">Gives the handler of a new conversation, or null: then it is only numbered.</param>
    public TcpTracker(Func<TcpConversation, IConversationHandler?> accept)
        : this(accept, TcpLimits.Default)
    {
    }

    /// <summary>Conversations seen so far.</summary>
    public int Streams => _streams;

    /// <summary>Conversations that are not over, or wait for late packets.</summary>
    public int Open => _open.Count + _halfClosed.Count + _lingering.Count;

    /// <summary>Ended conversations whose stragglers would still be known.</summary>
    public int Remembered => _table.Count - Open;

    /// <summary>Memory taken by segments that wait behind holes.</summary>
    public long BufferedBytes => _reassembler.BufferedBytes;

    /// <summary>Takes the next segment of the capture.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="provenance">Its packet.</param>
    /// <returns>The number of its conversation.</returns>
    public int Push(in TcpSegment segment, in Provenance provenance)
    {
        if (provenance.Time.Nanoseconds >= _nextDeadline)
        {
            EndOverdue(provenance.Time.Nanoseconds);
        }

        FlowKey key = FlowKey.Of(segment, out bool fromLow);
        Flow? flow = _latest;
        uint hash = 0;
        if (flow is null || !flow.Key.Equals(key))
        {
            hash = _table.Hash(key);
            flow = _table.Find(key, hash);
        }

        if (flow is not TcpConversation conversation)
        {
            if (flow is ClosedFlow closed && IsStraggler(closed, segment, provenance))
            {
                return closed.Stream;
            }

            conversation = Begin(key, hash == 0 ? _table.Hash(key) : hash, fromLow, flow?.Stream, segment, provenance);
        }
        else if ((segment.Flags & TcpFlags.Syn) != 0
            && IsNewConnection(conversation, conversation.DirectionOf(fromLow), segment))
        {
            End(conversation, IsOver(conversation) ? ConversationEnd.Closed : ConversationEnd.Replaced);
            conversation = Begin(key, conversation.Hash, fromLow, null, segment, provenance);
        }

        _latest = conversation;
        Track(conversation, conversation.DirectionOf(fromLow), segment, provenance);
        return conversation.Stream;
    }

    private void Track(TcpConversation conversation, StreamDirection direction, in TcpSegment segment, in Provenance provenance)
    {
        ref TcpDirection sender = ref conversation.State(direction);
        ref TcpDirection receiver = ref conversation.State(direction ^ StreamDirection.FromResponder);
        if ((segment.Flags & Unusual) == TcpFlags.Ack
            && segment.SequenceNumber == sender.Next.Value
            && segment.Payload.Length == segment.PayloadLength
            && (sender.Marks & (Ready | TcpMarks.FinSeen)) == Ready
            && receiver.Has(Ready)
            && !sender.HasHole
            && !receiver.HasHole
            && conversation.Handler is not null
            && new SequenceNumber(segment.AcknowledgmentNumber) <= receiver.Next)
        {
            receiver.Acknowledged = SequenceNumber.Later(receiver.Acknowledged, new(segment.AcknowledgmentNumber));
            Count(ref sender, segment, provenance);
            if (segment.PayloadLength > 0)
            {
                Reassembler.Deliver(conversation, direction, segment.Payload, segment.PayloadLength, provenance);
            }

            return;
        }

        if (conversation.Handler is null
            && (segment.Flags & (Unusual & ~TcpFlags.Ack)) == 0
            && sender.Has(TcpMarks.HasOrigin)
            && receiver.Has(TcpMarks.HasOrigin))
        {
            Count(ref sender, segment, provenance);
            return;
        }

        TrackUnusual(conversation, direction, segment, provenance);
    }

    private void TrackUnusual(TcpConversation conversation, StreamDirection direction, in TcpSegment segment, in Provenance provenance)
    {
        ref TcpDirection sender = ref conversation.State(direction);
        ref TcpDirection receiver = ref conversation.State(direction ^ StreamDirection.FromResponder);
        NoteOrigins(ref sender, ref receiver, segment);
        if ((segment.Flags & TcpFlags.Syn) != 0)
        {
            NoteSyn(conversation, direction, segment, provenance);
        }

        bool reset = (segment.Flags & TcpFlags.Rst) != 0;
        bool credible = reset && IsCredibleReset(in sender, in receiver, segment);
        conversation.AnyEnd |= (segment.Flags & (TcpFlags.Fin | TcpFlags.Rst)) != 0;
        if (conversation.Handler is null)
        {
            // Nobody listens any more; what counts is when the ports are free for the next connection.
            _reassembler.Drop(conversation);
            sender.Marks |= (segment.Flags & TcpFlags.Fin) != 0 ? TcpMarks.FinSeen | TcpMarks.FinDelivered : TcpMarks.None;
        }
        else if (!reset || credible)
        {
            _reassembler.Push(conversation, direction, segment, provenance);
        }

        Count(ref sender, segment, provenance);
        if (credible && !sender.Has(TcpMarks.Reset))
        {
            sender.Marks |= TcpMarks.Reset;
            conversation.Handler?.OnReset(direction, provenance);
        }

        Settle(conversation, provenance);
    }

    private static void Count(ref TcpDirection sender, in TcpSegment segment, in Provenance provenance)
    {
        sender.Packets++;
        sender.LastSequence = new SequenceNumber(segment.SequenceNumber);
        sender.LastLength = segment.PayloadLength;
        sender.LastTime = provenance.Time.Nanoseconds;
        sender.LastPacket = provenance.Packet;
    }

    private static void NoteSyn(
        TcpConversation conversation, StreamDirection direction, in TcpSegment segment, in Provenance provenance)
    {
        ref TcpDirection sender = ref conversation.State(direction);
        bool repeated = sender.Packets > 0
            && sender.LastSequence.Value == segment.SequenceNumber
            && Math.Abs(provenance.Time.Nanoseconds - sender.LastTime) <= SynCapturedTwiceWithin;
        sender.Marks |= TcpMarks.Syn;
        if (repeated)
        {
            conversation.DisorderOf(direction).Duplicates++;
        }
        else if (direction == StreamDirection.FromInitiator)
        {
            conversation.SynCount++;
        }
    }

    // The initial sequence numbers as Wireshark takes them (packet-tcp.c, tcp_analyze_sequence_number): from the SYN, else
    // one before the first segment, or before the first acknowledgment by the other side.
    private static void NoteOrigins(ref TcpDirection sender, ref TcpDirection receiver, in TcpSegment segment)
    {
        if (!sender.Has(TcpMarks.HasOrigin))
        {
            sender.Origin = new SequenceNumber(segment.SequenceNumber) + ((segment.Flags & TcpFlags.Syn) != 0 ? 0 : -1);
            sender.Marks |= TcpMarks.HasOrigin;
        }

        if (!receiver.Has(TcpMarks.HasOrigin) && (segment.Flags & TcpFlags.Ack) != 0)
        {
            receiver.Origin = new SequenceNumber(segment.AcknowledgmentNumber) + -1;
            receiver.Marks |= TcpMarks.HasOrigin;
        }
    }

    // As Wireshark 4.4: a SYN, or an answer to one, with another initial sequence number or after any FIN or RST is a new
    // connection on used ports.
    private static bool IsNewConnection(TcpConversation conversation, StreamDirection direction, in TcpSegment segment)
    {
        ref TcpDirection sender = ref conversation.State(direction);
        return sender.Has(TcpMarks.HasOrigin)
            && (sender.Origin.Value != segment.SequenceNumber || conversation.AnyEnd);
    }

    // RFC 5961, 3.2 asks for the exact next sequence number. The capture may lag behind the connection, so what lies near is
    // believed too; a blind attacker would have to guess one of 128 numbers. A RST that answers a segment without ACK has
    // sequence number 0 and acknowledges that segment (RFC 9293, 3.10.7.1).
    private static bool IsCredibleReset(in TcpDirection sender, in TcpDirection receiver, in TcpSegment segment)
    {
        if ((sender.Marks & (TcpMarks.Anchored | TcpMarks.Assumed)) == 0
            || Math.Abs((long)(new SequenceNumber(segment.SequenceNumber) - sender.Next)) <= ResetWindow)
        {
            return true;
        }

        return (segment.Flags & TcpFlags.Ack) != 0
            && receiver.Has(TcpMarks.Anchored)
            && Math.Abs((long)(new SequenceNumber(segment.AcknowledgmentNumber) - receiver.Next)) <= ResetWindow;
    }

    private const TcpMarks Ready = TcpMarks.Anchored | TcpMarks.HasOrigin;

    private const TcpFlags Unusual = TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst | TcpFlags.Ack;

    // The 2^32 sequence numbers over 128, half of it to each side.
    private const long ResetWindow = 1 << 24;

    // A SYN is sent again after a second at first (RFC 6298, 2), by some stacks after 200 ms; sooner it is the same packet.
    private const long SynCapturedTwiceWithin = 50_000_000;
}
