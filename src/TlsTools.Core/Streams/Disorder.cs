using System.Collections.Generic;

namespace TlsTools.Streams;

/// <summary>What a direction needs once a segment was lost, late, repeated, cut or astray; most directions never do.</summary>
internal sealed class Disorder
{
    /// <summary>Begins the account of a direction.</summary>
    public Disorder(TcpConversation conversation, StreamDirection direction)
    {
        Conversation = conversation;
        Direction = direction;
        Node = new LinkedListNode<Disorder>(this);
    }

    /// <summary>The conversation.</summary>
    public TcpConversation Conversation { get; }

    /// <summary>The direction.</summary>
    public StreamDirection Direction { get; }

    /// <summary>Place among the directions that keep segments, the longest waiting first.</summary>
    public LinkedListNode<Disorder> Node { get; }

    /// <summary>Segments that wait behind a hole.</summary>
    public SegmentBuffer Pending { get; } = new();

    /// <summary>Segments that brought nothing new.</summary>
    public int Retransmissions { get; set; }

    /// <summary>Packets captured twice.</summary>
    public int Duplicates { get; set; }

    /// <summary>Bytes that the capture does not have.</summary>
    public long MissingBytes { get; set; }

    /// <summary>Of these, bytes that the receiver acknowledged nothing of, but did acknowledge what went before.</summary>
    public long UnreceivedBytes { get; set; }

    /// <summary>Packets cut by the snapshot length.</summary>
    public int CutPackets { get; set; }

    /// <summary>Bytes so lost.</summary>
    public long CutBytes { get; set; }

    /// <summary>Bytes acknowledged of a direction of which no segment was seen yet.</summary>
    public long Unseen { get; set; }

    /// <summary>Segments far out of the window that came in a row and continue each other.</summary>
    public int StrayRun { get; set; }

    /// <summary>The acknowledgment that reached beyond the hole and began the wait for the bytes in it, or null.</summary>
    public SequenceNumber? Awaited { get; set; }

    /// <summary>When the wait began, in nanoseconds since 1970.</summary>
    public long AwaitedSince { get; set; }

    /// <summary>Segments seen during the wait.</summary>
    public int AwaitedSegments { get; set; }
}
