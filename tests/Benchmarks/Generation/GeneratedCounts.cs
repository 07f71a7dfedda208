namespace TlsTools.Benchmarks.Generation;

/// <summary>What was written.</summary>
internal sealed record GeneratedCounts
{
    public long Packets { get; set; }

    public int Handshakes { get; set; }

    public int Mutual { get; set; }

    public int Failed { get; set; }

    public long ApplicationDataPacketBytes { get; set; }
}
