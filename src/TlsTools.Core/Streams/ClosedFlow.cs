namespace TlsTools.Streams;

/// <summary>
/// What is left of a conversation that ended: enough to know its stragglers (a FIN sent again, a last ACK) from a new one.
/// </summary>
internal sealed class ClosedFlow(Flow flow, long lastTime) : Flow(flow.Key, flow.Hash, flow.Stream)
{
    /// <summary>Nanoseconds since 1970 of the last packet of the conversation, stragglers included.</summary>
    public long LastTime { get; set; } = lastTime;
}
