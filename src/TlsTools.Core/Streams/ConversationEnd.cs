namespace TlsTools.Streams;

/// <summary>Why no more of a conversation will be delivered.</summary>
internal enum ConversationEnd
{
    /// <summary>Both directions were closed, or one end reset the connection.</summary>
    Closed,

    /// <summary>A new connection began on the same addresses and ports.</summary>
    Replaced,

    /// <summary>A limit on memory ended the tracking.</summary>
    Evicted,

    /// <summary>The capture ended first.</summary>
    CaptureEnd,
}
