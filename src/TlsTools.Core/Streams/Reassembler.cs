using System;
using System.Collections.Generic;
using TlsTools.Network;

namespace TlsTools.Streams;

/// <summary>Brings the segments of a conversation into order and hands them to its handler, with the holes that stay.</summary>
internal sealed partial class Reassembler(TcpLimits limits)
{
    // Directions that keep segments behind a hole, the longest waiting first.
    private readonly LinkedList<Disorder> _waiting = new();

    /// <summary>Memory taken by segments that wait behind holes.</summary>
    public long BufferedBytes { get; private set; }

    /// <summary>Takes a segment whose sequence numbers need a closer look; plain ones never come here.</summary>
    /// <param name="conversation">A conversation with a handler.</param>
    /// <param name="direction">The direction of the segment.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="provenance">Its packet.</param>
    public void Push(TcpConversation conversation, StreamDirection direction, in TcpSegment segment, in Provenance provenance)
    {
        ref TcpDirection sender = ref conversation.State(direction);
        SequenceNumber start = new(segment.SequenceNumber);
        bool syn = (segment.Flags & TcpFlags.Syn) != 0;
        if (syn)
        {
            start += 1;
        }

        if (!sender.Has(TcpMarks.Anchored) || (syn && sender.Bytes == 0 && !sender.HasHole))
        {
            Anchor(conversation, direction, start, syn, provenance);
        }

        // A RST may carry text that says why (RFC 9293, 3.5.2); it is not part of the stream.
        if (segment.PayloadLength > 0 && (segment.Flags & TcpFlags.Rst) == 0 && !sender.Has(TcpMarks.FinDelivered))
        {
            Arrange(conversation, direction, start, segment.Payload, segment.PayloadLength, provenance);
        }

        if ((segment.Flags & TcpFlags.Fin) != 0 && !sender.Has(TcpMarks.FinSeen)
            && start + segment.PayloadLength - sender.Next is >= 0 and <= Window)
        {
            sender.Marks |= TcpMarks.FinSeen;
            sender.Fin = start + segment.PayloadLength;
        }

        DeliverFin(conversation, direction, provenance);
        StreamDirection other = Opposite(direction);
        if ((segment.Flags & (TcpFlags.Ack | TcpFlags.Rst)) == TcpFlags.Ack)
        {
            Acknowledge(conversation, other, new SequenceNumber(segment.AcknowledgmentNumber));
        }

        GiveUpAwaited(conversation, direction, provenance);
        GiveUpAwaited(conversation, other, provenance);
    }

    /// <summary>Delivers the payload of a segment that begins where the direction stands, when nothing waits behind a hole.</summary>
    public static void Deliver(
        TcpConversation conversation, StreamDirection direction, ReadOnlySpan<byte> captured, int length, in Provenance provenance)
    {
        ref TcpDirection sender = ref conversation.State(direction);
        sender.Next += length;
        sender.Bytes += captured.Length;
        int skipped = (int)Math.Min(sender.Skip, (uint)captured.Length);
        sender.Skip -= (uint)skipped;
        if (skipped < captured.Length)
        {
            conversation.Handler?.OnData(direction, captured.Slice(skipped), provenance);
        }

        if (captured.Length < length)
        {
            Disorder disorder = conversation.DisorderOf(direction);
            disorder.CutPackets++;
            disorder.CutBytes += length - captured.Length;
            ReportGap(conversation, direction, length - captured.Length, GapReason.SnapshotLength, provenance);
        }
    }

    /// <summary>Delivers what is left of both directions, with its holes: nothing more will come.</summary>
    public void Flush(TcpConversation conversation)
    {
        Provenance last = conversation.Last;
        Flush(conversation, StreamDirection.FromInitiator, last);
        Flush(conversation, StreamDirection.FromResponder, last);
    }

    /// <summary>Drops the segments that wait in a conversation.</summary>
    public void Drop(TcpConversation conversation)
    {
        Drop(conversation.State(StreamDirection.FromInitiator).Disorder);
        Drop(conversation.State(StreamDirection.FromResponder).Disorder);
    }

    private static void Anchor(
        TcpConversation conversation, StreamDirection direction, SequenceNumber start, bool syn, in Provenance provenance)
    {
        ref TcpDirection sender = ref conversation.State(direction);
        bool assumed = sender.Has(TcpMarks.Assumed);
        sender.Marks = (sender.Marks & ~TcpMarks.Assumed) | TcpMarks.Anchored;
        if (!assumed)
        {
            sender.Next = start;
            sender.Acknowledged = start;
            return;
        }

        // Only acknowledgments were seen of this direction so far. When they began with the handshake, they say exactly where
        // it begins, and a later first segment is either out of order (wait for the others) or the first that was captured.
        // Without a handshake, what was sent before the first segment was sent before the capture: it is not missing.
        int late = start - sender.Next;
        bool fromHandshake = conversation.SawSyn || conversation.SawSynAck;
        if (fromHandshake && late > 0 && late <= StartDisorder && !syn)
        {
            return;
        }

        // Acknowledged bytes behind the start are those of the segment itself, which came after its acknowledgment.
        long unseen = (sender.Disorder?.Unseen ?? 0) - Math.Max(0, sender.Acknowledged - start);
        long missing = Math.Max(unseen, fromHandshake ? late : 0);
        sender.Next = start;
        sender.Acknowledged = SequenceNumber.Later(sender.Acknowledged, start);
        if (!syn && missing > 0)
        {
            conversation.DisorderOf(direction).MissingBytes += missing;
            ReportGap(conversation, direction, missing, GapReason.NotCaptured, provenance);
        }
    }

    private void Arrange(
        TcpConversation conversation,
        StreamDirection direction,
        SequenceNumber start,
        ReadOnlySpan<byte> captured,
        int length,
        in Provenance provenance)
    {
        ref TcpDirection sender = ref conversation.State(direction);
        if (!IsNear(start - sender.Next) && !Resynchronize(conversation, direction, start, provenance))
        {
            return;
        }

        if (sender.Has(TcpMarks.FinSeen))
        {
            length = Math.Min(length, Math.Max(0, sender.Fin - start));
            captured = captured.Slice(0, Math.Min(length, captured.Length));
        }

        int old = sender.Next - start;
        if (old >= length)
        {
            CountRepeated(conversation, direction, start, length, provenance);
            return;
        }

        if (old < 0)
        {
            Keep(conversation, direction, start, captured, length, provenance);
            return;
        }

        while (true)
        {
            captured = captured.Slice(Math.Min(old, captured.Length));
            length -= old;
            start = sender.Next;
            if (length <= 0)
            {
                return;
            }

            // Bytes that wait already came first: deliver up to them, then them, then what the segment has beyond.
            int room = sender.HasHole ? Math.Min(length, sender.Disorder!.Pending.First.Start - start) : length;
            Deliver(conversation, direction, captured.Slice(0, Math.Min(room, captured.Length)), room, provenance);
            Drain(conversation, direction);
            old = sender.Next - start;
        }
    }

    private static void CountRepeated(
        TcpConversation conversation, StreamDirection direction, SequenceNumber start, int length, in Provenance provenance)
    {
        ref TcpDirection sender = ref conversation.State(direction);
        if (length <= 1 && start + 1 == sender.Next)
        {
            return; // a keep-alive: the byte before the next one, sent only to be acknowledged (RFC 9293, 3.8.4)
        }

        Disorder disorder = conversation.DisorderOf(direction);
        if (IsCapturedTwice(in sender, start, length, provenance))
        {
            disorder.Duplicates++;
        }
        else
        {
            disorder.Retransmissions++;
        }
    }

    private static bool IsCapturedTwice(in TcpDirection sender, SequenceNumber start, int length, in Provenance provenance) =>
        sender.Packets > 0
        && start == sender.LastSequence
        && length == sender.LastLength
        && Math.Abs(provenance.Time.Nanoseconds - sender.LastTime) <= CapturedTwiceWithin;

    private void Keep(
        TcpConversation conversation,
        StreamDirection direction,
        SequenceNumber start,
        ReadOnlySpan<byte> captured,
        int length,
        in Provenance provenance)
    {
        ref TcpDirection sender = ref conversation.State(direction);
        Disorder disorder = conversation.DisorderOf(direction);
        int unwanted = (int)Math.Max(0, Math.Min(int.MaxValue, (long)sender.Skip - (start - sender.Next)));
        long before = disorder.Pending.Bytes;
        if (!disorder.Pending.Insert(start, captured, length, unwanted, provenance))
        {
            CountRepeated(conversation, direction, start, length, provenance);
            return;
        }

        BufferedBytes += disorder.Pending.Bytes - before;
        if (disorder.Node.List is null)
        {
            _waiting.AddLast(disorder.Node);
        }

        while (disorder.Pending.Bytes > limits.BufferedBytes || disorder.Pending.Count > limits.BufferedSegments)
        {
            GiveUpHole(conversation, direction);
        }

        while (BufferedBytes > limits.TotalBufferedBytes && _waiting.First is { } longest)
        {
            GiveUpHole(longest.Value.Conversation, longest.Value.Direction);
        }
    }

    private void Drain(TcpConversation conversation, StreamDirection direction)
    {
        ref TcpDirection sender = ref conversation.State(direction);
        if (sender.Disorder is not { Pending.Count: > 0 } disorder)
        {
            return;
        }

        while (disorder.Pending.Count > 0 && disorder.Pending.First.Start == sender.Next)
        {
            BufferedBytes -= disorder.Pending.Bytes;
            SegmentBuffer.Piece piece = disorder.Pending.Take();
            BufferedBytes += disorder.Pending.Bytes;
            if (piece.Data is null && piece.Captured > 0)
            {
                DeliverUnwanted(conversation, direction, piece);
            }
            else
            {
                Deliver(conversation, direction, piece.Data.AsSpan(0, piece.Captured), piece.Length, piece.Provenance);
            }

            SegmentBuffer.Release(piece);
        }

        disorder.Awaited = null;
        if (disorder.Pending.Count == 0 && disorder.Node.List is not null)
        {
            _waiting.Remove(disorder.Node);
        }
    }

    private static void DeliverUnwanted(TcpConversation conversation, StreamDirection direction, in SegmentBuffer.Piece piece)
    {
        // Its bytes were to be skipped when it came. Where the handler changed its mind since, they are gone.
        ref TcpDirection sender = ref conversation.State(direction);
        sender.Next += piece.Length;
        sender.Bytes += piece.Captured;
        ReportGap(conversation, direction, piece.Length, GapReason.NotCaptured, piece.Provenance);
    }

    private static void ReportGap(
        TcpConversation conversation, StreamDirection direction, long length, GapReason reason, in Provenance provenance)
    {
        ref TcpDirection sender = ref conversation.State(direction);
        uint skipped = (uint)Math.Min(sender.Skip, length);
        sender.Skip -= skipped;
        if (length > skipped)
        {
            conversation.Handler?.OnGap(direction, length - skipped, reason, provenance);
        }
    }

    private static void DeliverFin(TcpConversation conversation, StreamDirection direction, in Provenance provenance)
    {
        ref TcpDirection sender = ref conversation.State(direction);
        if (sender.Has(TcpMarks.FinSeen) && !sender.Has(TcpMarks.FinDelivered) && sender.Next == sender.Fin)
        {
            sender.Marks |= TcpMarks.FinDelivered;
            sender.Next += 1; // the FIN takes a sequence number, so that its acknowledgment points behind it
            conversation.Handler?.OnFin(direction, provenance);
        }
    }

    private void Drop(Disorder? disorder)
    {
        if (disorder is { Pending.Count: > 0 })
        {
            BufferedBytes -= disorder.Pending.Bytes;
            disorder.Pending.Clear();
            _waiting.Remove(disorder.Node);
        }
    }

    private static bool IsNear(int distance) => distance is >= -Window and <= Window;

    private static StreamDirection Opposite(StreamDirection direction) => direction ^ StreamDirection.FromResponder;

    // How far a segment may lie from where its direction stands. The widest window is 1 GiB (RFC 7323, 2.2), but real ones
    // end at some 10 MB; the narrower this is, the less a forged or damaged segment can disturb.
    private const int Window = 1 << 26;

    // How late the first segment of a direction may be against the handshake and still be waited for: an initial window
    // (RFC 6928: ten segments) grown a few times. Farther away, the capture missed the start.
    private const int StartDisorder = 1 << 18;

    // Two equal segments in a row this close together are one packet captured twice (mirror port, "any" device). A sender
    // repeats its last segment no sooner than 2 ms after it (tail loss probe, RFC 8985, 7.2).
    private const long CapturedTwiceWithin = 1_000_000;
}
