using System.IO;
using BenchmarkDotNet.Attributes;
using TlsTools.Benchmarks.Generation;
using TlsTools.Capture;

namespace TlsTools.Benchmarks.Micro;

/// <summary>Reads all packets of a 64 MiB capture in memory and does nothing with them.</summary>
[MemoryDiagnoser]
public class PacketReading
{
    private byte[] _bulk = [];
    private byte[] _short = [];

    [GlobalSetup]
    public void Generate()
    {
        _bulk = Generate(CaptureProfile.Bulk);
        _short = Generate(CaptureProfile.Short);
    }

    [Benchmark]
    public long LongTransfers() => ReadAll(_bulk);

    [Benchmark]
    public long ShortConnections() => ReadAll(_short);

    private static byte[] Generate(CaptureProfile profile)
    {
        using MemoryStream capture = new();
        new CaptureGenerator(profile with { Size = 64 * 1024 * 1024 }, seed: 1).Write(capture);
        return capture.ToArray();
    }

    private static long ReadAll(byte[] capture)
    {
        long bytes = 0;
        using CaptureReader reader = CaptureFormats.Open(new MemoryStream(capture));
        while (reader.TryRead(out CapturedPacket packet))
        {
            bytes += packet.Data.Length;
        }

        return bytes;
    }
}
