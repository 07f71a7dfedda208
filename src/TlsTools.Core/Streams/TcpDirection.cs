namespace TlsTools.Streams;

/// <summary>Where one direction of a conversation stands. What only disturbed directions need is in <see cref="Disorder"/>.</summary>
internal struct TcpDirection
{
    /// <summary>Sequence number of the next byte to deliver.</summary>
    public SequenceNumber Next;

    /// <summary>The highest acknowledgment that the receiver sent.</summary>
    public SequenceNumber Acknowledged;

    /// <summary>Initial sequence number, as far as Wireshark would know it; with <see cref="TcpMarks.HasOrigin"/>.</summary>
    public SequenceNumber Origin;

    /// <summary>Sequence number of the FIN; with <see cref="TcpMarks.FinSeen"/>.</summary>
    public SequenceNumber Fin;

    /// <summary>Sequence number of the latest segment.</summary>
    public SequenceNumber LastSequence;

    /// <summary>Payload length of the latest segment.</summary>
    public int LastLength;

    /// <summary>Coming bytes that the handler does not want.</summary>
    public uint Skip;

    /// <summary>Segments seen.</summary>
    public int Packets;

    /// <summary>Payload bytes delivered or skipped.</summary>
    public long Bytes;

    /// <summary>Nanoseconds since 1970 of the latest segment.</summary>
    public long LastTime;

    /// <summary>Number of the latest packet.</summary>
    public long LastPacket;

    /// <summary>Exists as soon as anything was out of the ordinary.</summary>
    public Disorder? Disorder;

    /// <summary>What is known.</summary>
    public TcpMarks Marks;

    /// <summary>Whether segments wait behind a hole.</summary>
    public readonly bool HasHole => Disorder is { Pending.Count: > 0 };

    /// <summary>Whether all of the marks are set.</summary>
    public readonly bool Has(TcpMarks marks) => (Marks & marks) == marks;
}
