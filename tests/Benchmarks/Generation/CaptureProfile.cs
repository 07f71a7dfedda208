namespace TlsTools.Benchmarks.Generation;

/// <summary>What a generated capture is like.</summary>
/// <param name="Size">Bytes of the file, about.</param>
/// <param name="FlowsPerMebibyte">Connections in a MiB of the file; what their handshakes leave is application data.</param>
/// <param name="MutualOf100">Of 100 handshakes, those in which the client sends a certificate.</param>
/// <param name="FailedOf100">Of 100 handshakes, those that end with an alert.</param>
/// <param name="DisturbedOf1000">Of 1000 data segments, those that are sent again, and as many that overtake the one before.</param>
internal sealed record CaptureProfile(long Size, int FlowsPerMebibyte, int MutualOf100, int FailedOf100, int DisturbedOf1000)
{
    /// <summary>Long transfers: what a busy server's disk is full of.</summary>
    public static CaptureProfile Bulk { get; } =
        new(Size: 1024L * Mebibyte, FlowsPerMebibyte: 4, MutualOf100: 10, FailedOf100: 2, DisturbedOf1000: 1);

    /// <summary>Many short connections: the most work that a byte can make. 250 MiB hold 25,000 of them.</summary>
    public static CaptureProfile Short { get; } =
        new(Size: 250L * Mebibyte, FlowsPerMebibyte: 100, MutualOf100: 50, FailedOf100: 10, DisturbedOf1000: 20);

    /// <summary>Connections in the capture.</summary>
    public int Flows => (int)(Size / Mebibyte * FlowsPerMebibyte);

    /// <summary>Bytes of the file that a connection takes, on average.</summary>
    public double BytesPerFlow => (double)Mebibyte / FlowsPerMebibyte;

    private const int Mebibyte = 1024 * 1024;
}
