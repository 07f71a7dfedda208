using System;
using System.Collections.Generic;

namespace TlsTools.Handshakes;

/// <summary>The events of a connection, in a rented array that grows and whose entries can be corrected in place.</summary>
internal sealed class EventList
{
    private TranscriptEvent[] _events = EventArrays.Rent();

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>All of them.</summary>
    public Span<TranscriptEvent> Span => _events.AsSpan(0, Count);

    /// <summary>Adds an event.</summary>
    public void Add(in TranscriptEvent seen)
    {
        if (Count == _events.Length)
        {
            TranscriptEvent[] full = _events;
            Array.Resize(ref _events, Count * 2);
            EventArrays.Return(full);
        }

        _events[Count++] = seen;
    }

    /// <summary>
    /// Puts the events into the order of their packets. They mostly have it; a hole in one direction lets the other one run
    /// ahead, and what was folded comes last.
    /// </summary>
    public void Sort()
    {
        for (int index = 1; index < Count; index++)
        {
            if (Compare(_events[index - 1], _events[index]) > 0)
            {
                Array.Sort(_events, 0, Count, s_byPacket);
                return;
            }
        }
    }

    /// <summary>Gives the rented array back; the list is empty after it.</summary>
    public void Release()
    {
        EventArrays.Return(_events);
        _events = [];
        Count = 0;
    }

    private static int Compare(in TranscriptEvent left, in TranscriptEvent right)
    {
        int packets = left.FirstOrder.CompareTo(right.FirstOrder);
        return packets != 0 ? packets : left.Ordinal.CompareTo(right.Ordinal);
    }

    private static readonly Comparer<TranscriptEvent> s_byPacket =
        Comparer<TranscriptEvent>.Create(static (left, right) => Compare(left, right));
}
