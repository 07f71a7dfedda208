using System;

namespace TlsTools.Streams;

/// <summary>Takes what one TCP conversation carried, in the order of its sequence numbers.</summary>
internal interface IConversationHandler
{
    /// <summary>The next bytes of a direction. The span is valid during the call only.</summary>
    void OnData(StreamDirection direction, ReadOnlySpan<byte> bytes, in Provenance provenance);

    /// <summary>Bytes of a direction that the capture does not have; what follows comes after them.</summary>
    void OnGap(StreamDirection direction, long length, GapReason reason, in Provenance provenance);

    /// <summary>All bytes of the direction were delivered and its sender closed it.</summary>
    void OnFin(StreamDirection direction, in Provenance provenance);

    /// <summary>
    /// An end of the connection reset it. What was under way may stand later in the capture and still be delivered.
    /// </summary>
    void OnReset(StreamDirection direction, in Provenance provenance);

    /// <summary>
    /// Nothing more will come: the connection was closed, replaced by a new one on the same ports,
    /// dropped by a limit, or the capture ended. Called exactly once, last.
    /// </summary>
    void OnEnd(ConversationEnd end);
}
