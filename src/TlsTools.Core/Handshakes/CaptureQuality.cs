namespace TlsTools.Handshakes;

/// <summary>What the capture lacks of a connection, so that no end is blamed for the sniffer.</summary>
public sealed record CaptureQuality
{
    /// <summary>Bytes of the client's stream that the capture does not have.</summary>
    public long MissingBytesFromClient { get; init; }

    /// <summary>Bytes of the server's stream that the capture does not have.</summary>
    public long MissingBytesFromServer { get; init; }

    /// <summary>Bytes of both streams that the capture does not have.</summary>
    public long MissingBytes => MissingBytesFromClient + MissingBytesFromServer;

    /// <summary>Of the missing bytes those that the other end never acknowledged: they were lost on the way, not by the capture.</summary>
    public long UnreceivedBytes { get; init; }

    /// <summary>Packets that were cut by the capture's snapshot length.</summary>
    public int TruncatedPackets { get; init; }

    /// <summary>Whether the capture began after the connection did.</summary>
    public bool MidStreamStart { get; init; }

    /// <summary>Packets that are in the capture more than once, as a mirror port makes them; they were read once.</summary>
    public int DuplicatePackets { get; init; }

    /// <summary>Segments that were sent again.</summary>
    public int Retransmissions { get; init; }

    /// <summary>Whether only one end's packets were captured.</summary>
    public bool OneDirectionOnly { get; init; }

    /// <summary>How often record framing was lost in a gap, or by damaged bytes, and found again.</summary>
    public int Resynchronizations { get; init; }

    /// <summary>Whether a limit of this reader, not the capture, kept something from being read.</summary>
    public bool LimitReached { get; init; }

    /// <summary>Whether the capture has the connection from its start and without a hole.</summary>
    public bool IsComplete => MissingBytes == 0 && !MidStreamStart && !OneDirectionOnly && !LimitReached;

    /// <summary>Says what is missing, for instance <c>1460 bytes missing, mid-stream start</c>; <c>complete</c> where nothing is.</summary>
    public override string ToString()
    {
        System.Collections.Generic.List<string> parts = [];
        if (MissingBytes > 0)
        {
            parts.Add($"{MissingBytes} bytes missing");
        }

        if (TruncatedPackets > 0)
        {
            parts.Add($"{TruncatedPackets} packets cut");
        }

        if (MidStreamStart)
        {
            parts.Add("mid-stream start");
        }

        if (OneDirectionOnly)
        {
            parts.Add("one direction only");
        }

        if (LimitReached)
        {
            parts.Add("limit reached");
        }

        return parts.Count == 0 ? "complete" : string.Join(", ", parts);
    }
}
