namespace TlsTools.Streams;

/// <summary>What the tracking of TCP conversations takes at most. Each limit is there to protect the user's memory and time.</summary>
internal sealed record TcpLimits
{
    /// <summary>The limits that the product uses.</summary>
    public static TcpLimits Default { get; } = new();

    /// <summary>
    /// Conversations open at a time. One takes about 300 bytes here, besides what its handler keeps; past this number the
    /// one that was idle longest is dropped. A port scan would fill the memory otherwise.
    /// </summary>
    public int OpenConversations { get; init; } = 400_000;

    /// <summary>
    /// Ended conversations remembered, 72 bytes each, so that their stragglers are not taken for new ones. The oldest is
    /// forgotten first; a straggler that comes after so many others have ended gets a number of its own.
    /// </summary>
    public int ClosedConversations { get; init; } = 65_536;

    /// <summary>
    /// Conversations that are over but still wait for late packets. In a capture whose clock stands still nothing else
    /// would end the wait.
    /// </summary>
    public int LingeringConversations { get; init; } = 4_096;

    /// <summary>
    /// Bytes kept of one direction behind a hole. The largest flight of handshake messages is far smaller; a sender with
    /// a large window must not fill the memory with application data while one lost segment is under way.
    /// </summary>
    public int BufferedBytes { get; init; } = 1 << 20;

    /// <summary>
    /// Segments kept of one direction behind a hole. They stand in a sorted array, and each insertion may move all of
    /// them: a thousand keep that under a microsecond, whatever order a hostile sender chooses.
    /// </summary>
    public int BufferedSegments { get; init; } = 1024;

    /// <summary>Bytes kept of all directions together, when many connections lose segments at a time.</summary>
    public long TotalBufferedBytes { get; init; } = 32 << 20;
}
