namespace TlsTools.Streams;

/// <summary>What the table knows under a pair of addresses and ports: a conversation, or that there was one.</summary>
internal abstract class Flow(in FlowKey key, uint hash, int stream)
{
    /// <summary>The two ends.</summary>
    public readonly FlowKey Key = key;

    /// <summary>The key's hash, kept so that the table can grow without asking for it again.</summary>
    public readonly uint Hash = hash;

    /// <summary>Number of the conversation in the capture, from 0, as Wireshark's <c>tcp.stream</c> counts.</summary>
    public int Stream { get; } = stream;
}
