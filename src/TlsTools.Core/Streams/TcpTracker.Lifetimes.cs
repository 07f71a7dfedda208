using System;
using System.Collections.Generic;
using TlsTools.Network;

namespace TlsTools.Streams;

// How conversations begin, wait and end.
internal sealed partial class TcpTracker
{
    private readonly ConversationList _open = new();
    private readonly ConversationList _halfClosed = new();
    private readonly ConversationList _lingering = new();
    private readonly Queue<ClosedFlow> _closed = new();
    private long _nextDeadline = long.MaxValue;

    /// <summary>The capture ended: what is open ends too, in the order of the conversations' numbers.</summary>
    public void Complete()
    {
        List<TcpConversation> left = [];
        foreach (ConversationList list in new[] { _open, _halfClosed, _lingering })
        {
            for (TcpConversation? conversation = list.Head; conversation is not null; conversation = conversation.Following)
            {
                left.Add(conversation);
            }
        }

        left.Sort(static (one, other) => one.First.Packet.CompareTo(other.First.Packet));
        foreach (TcpConversation conversation in left)
        {
            End(conversation, IsOver(conversation) ? ConversationEnd.Closed : ConversationEnd.CaptureEnd);
        }
    }

    private TcpConversation Begin(
        in FlowKey key, uint hash, bool fromLow, int? reopened, in TcpSegment segment, in Provenance provenance)
    {
        if (Open >= limits.OpenConversations)
        {
            Evict();
        }

        // What comes without a SYN after a long silence goes on under the old number, as in Wireshark.
        bool syn = (segment.Flags & TcpFlags.Syn) != 0;
        bool answer = syn && (segment.Flags & TcpFlags.Ack) != 0;
        int stream = syn ? _streams++ : reopened ?? _streams++;
        TcpConversation conversation = new(key, hash, stream, fromLow != answer, provenance);
        _table.Put(conversation);
        _open.Append(conversation, provenance.Time.Nanoseconds);
        conversation.Handler = accept(conversation);
        return conversation;
    }

    private static bool IsStraggler(ClosedFlow closed, in TcpSegment segment, in Provenance provenance)
    {
        if ((segment.Flags & TcpFlags.Syn) != 0)
        {
            return false;
        }

        long silence = provenance.Time.Nanoseconds - closed.LastTime;
        closed.LastTime = Math.Max(closed.LastTime, provenance.Time.Nanoseconds);
        return segment.PayloadLength == 0 || silence < StragglerSilence;
    }

    // Both ends are done: whatever comes now is late.
    private static bool IsOver(TcpConversation conversation)
    {
        ref TcpDirection one = ref conversation.State(StreamDirection.FromInitiator);
        ref TcpDirection other = ref conversation.State(StreamDirection.FromResponder);
        return ((one.Marks | other.Marks) & TcpMarks.Reset) != 0 || (one.Marks & other.Marks & TcpMarks.FinSeen) != 0;
    }

    private void Settle(TcpConversation conversation, in Provenance provenance)
    {
        TcpMarks one = conversation.State(StreamDirection.FromInitiator).Marks;
        TcpMarks other = conversation.State(StreamDirection.FromResponder).Marks;
        if ((one & other & TcpMarks.FinDelivered) != 0)
        {
            End(conversation, ConversationEnd.Closed);
        }
        else if (IsOver(conversation))
        {
            Wait(conversation, _lingering, provenance);
            if (_lingering.Count > limits.LingeringConversations)
            {
                End(_lingering.Head!, ConversationEnd.Closed);
            }
        }
        else if (((one | other) & TcpMarks.FinSeen) != 0)
        {
            Wait(conversation, _halfClosed, provenance);
        }
    }

    private void Wait(TcpConversation conversation, ConversationList list, in Provenance provenance)
    {
        if (conversation.List != list)
        {
            list.Append(conversation, provenance.Time.Nanoseconds);
            SetDeadline();
        }
    }

    private void SetDeadline()
    {
        long lingering = _lingering.Head is { } over ? over.ListedSince + LingerTime : long.MaxValue;
        long halfClosed = _halfClosed.Head is { } half ? half.ListedSince + HalfClosedSilence : long.MaxValue;
        _nextDeadline = Math.Min(lingering, halfClosed);
    }

    private void EndOverdue(long now)
    {
        while (_lingering.Head is { } over && over.ListedSince + LingerTime <= now)
        {
            End(over, ConversationEnd.Closed);
        }

        while (_halfClosed.Head is { } half && half.ListedSince + HalfClosedSilence <= now)
        {
            long last = half.Last.Time.Nanoseconds;
            if (last > half.ListedSince)
            {
                _halfClosed.Append(half, last);
            }
            else
            {
                End(half, ConversationEnd.Closed);
            }
        }

        SetDeadline();
    }

    private void Evict()
    {
        if ((_lingering.Head ?? _halfClosed.Head) is { } over)
        {
            End(over, IsOver(over) ? ConversationEnd.Closed : ConversationEnd.Evicted);
            return;
        }

        // Who was active since it was last asked goes to the end of the list. Only a few are asked, so that no packet costs
        // much, and the idlest of them goes.
        TcpConversation idlest = _open.Head!;
        for (int asked = 0; asked < EvictionCandidates; asked++)
        {
            TcpConversation candidate = _open.Head!;
            long last = candidate.Last.Time.Nanoseconds;
            idlest = last < idlest.Last.Time.Nanoseconds ? candidate : idlest;
            if (last <= candidate.ListedSince)
            {
                break;
            }

            _open.Append(candidate, last);
        }

        End(idlest, ConversationEnd.Evicted);
    }

    private void End(TcpConversation conversation, ConversationEnd end)
    {
        if (conversation.Handler is not null)
        {
            _reassembler.Flush(conversation);
        }

        _reassembler.Drop(conversation);
        conversation.List?.Remove(conversation);
        ClosedFlow closed = new(conversation, conversation.Last.Time.Nanoseconds);
        _table.Put(closed);
        _closed.Enqueue(closed);
        if (_latest == conversation)
        {
            _latest = closed;
        }

        while (_closed.Count > limits.ClosedConversations)
        {
            Forget(_closed.Dequeue());
        }

        conversation.Handler?.OnEnd(end);
        conversation.Handler = null;
    }

    private void Forget(ClosedFlow closed)
    {
        _table.Remove(closed);
        if (_latest == closed)
        {
            _latest = null;
        }
    }

    // Packets of two directions, or of two devices, come through different queues: what a connection still sent when it was
    // reset may stand later in the capture, for instance the alert that says why. And what a FIN overtook is sent again, after
    // one, two and four seconds at first (RFC 6298, 5.5).
    private const long LingerTime = 8_000_000_000;

    // One end closed and nothing was heard for twice the maximum segment lifetime that stacks use: the other direction was
    // not captured, or its end is gone.
    private const long HalfClosedSilence = 120_000_000_000;

    // Retransmissions end at most two minutes apart (Linux: TCP_RTO_MAX); after five minutes of silence data on the same
    // ports is a connection whose beginning was not captured.
    private const long StragglerSilence = 300_000_000_000;

    private const int EvictionCandidates = 16;
}
