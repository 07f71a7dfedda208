namespace TlsTools.Streams;

/// <summary>Why bytes of a stream are not there.</summary>
internal enum GapReason
{
    /// <summary>The segment was never captured, though its receiver acknowledged it or later bytes followed.</summary>
    NotCaptured,

    /// <summary>The packet was captured, but cut by the capture's snapshot length.</summary>
    SnapshotLength,
}
