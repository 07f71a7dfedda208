using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using TlsTools.Capture;
using Xunit;

namespace TlsTools.Tests.Capture;

public sealed class ReadAheadTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_long_file_reads_as_a_stream_of_the_same_bytes(bool packed)
    {
        byte[] capture = MakeCapture();
        File.WriteAllBytes(_path, packed ? Pack(capture) : capture);

        List<string> fromFile = Digest(CaptureFormats.Open(_path), out CaptureFormatException? fileEnd);
        List<string> fromStream = Digest(CaptureFormats.Open(new MemoryStream(capture)), out CaptureFormatException? streamEnd);

        Assert.Equal(fromStream, fromFile);
        Assert.Equal((streamEnd!.Message, streamEnd.Offset), (fileEnd!.Message, fileEnd.Offset));
    }

    [Fact]
    public void Damage_found_ahead_is_told_after_the_packets_before_it()
    {
        byte[] packed = Pack(MakeCapture());
        File.WriteAllBytes(_path, packed.AsSpan(0, packed.Length - 100_000).ToArray());

        List<string> packets = Digest(CaptureFormats.Open(_path), out CaptureFormatException? end);

        Assert.True(packets.Count > 1_000, $"{packets.Count} packets");
        Assert.StartsWith("The gzip data is cut off", end!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_end_stays_the_end()
    {
        File.WriteAllBytes(_path, MakeCapture());
        using CaptureReader reader = CaptureFormats.Open(_path);

        CaptureFormatException first = Assert.Throws<CaptureFormatException>(() => ReadToEnd(reader));
        CaptureFormatException second = Assert.Throws<CaptureFormatException>(() => ReadToEnd(reader));

        Assert.Equal(first.Offset, second.Offset);
    }

    [Fact]
    public void A_reader_can_be_left_at_any_packet()
    {
        File.WriteAllBytes(_path, MakeCapture());
        for (int packets = 0; packets < 1_500; packets += 100)
        {
            CaptureReader reader = CaptureFormats.Open(_path);
            for (int i = 0; i < packets; i++)
            {
                Assert.True(reader.TryRead(out _));
            }

            reader.Dispose();
            reader.Dispose();
            using FileStream exclusive = new(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
    }

    private static List<string> Digest(CaptureReader reader, out CaptureFormatException? end)
    {
        List<string> packets = [];
        end = null;
        using (reader)
        {
            try
            {
                while (reader.TryRead(out CapturedPacket packet))
                {
                    HashCode hash = default;
                    foreach (byte value in packet.Data)
                    {
                        hash.Add(value);
                    }

                    packets.Add($"{packet.Number} {packet.Time} {packet.Data.Length} {hash.ToHashCode()}");
                }
            }
            catch (CaptureFormatException reason)
            {
                end = reason;
            }
        }

        return packets;
    }

    private static void ReadToEnd(CaptureReader reader)
    {
        while (reader.TryRead(out _))
        {
        }
    }

    // Some megabytes, now and then a packet longer than any read, and cut off at the end.
    private static byte[] MakeCapture()
    {
        PcapBuilder builder = new();
        for (int i = 0; i < 2_000; i++)
        {
            builder.Packet((uint)i, 0, PcapBuilder.Pattern(i % 500 == 499 ? CaptureBuffer.MaximumPacket - i : i * 31 % 1_600, i));
        }

        return [.. builder.ToArray(), 1, 2, 3];
    }

    private static byte[] Pack(byte[] plain)
    {
        using MemoryStream packed = new();
        using (GZipStream packing = new(packed, CompressionLevel.Fastest))
        {
            packing.Write(plain, 0, plain.Length);
        }

        return packed.ToArray();
    }
}
