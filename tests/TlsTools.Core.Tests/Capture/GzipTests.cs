using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using TlsTools.Capture;
using Xunit;

namespace TlsTools.Tests.Capture;

public class GzipTests
{
    private static readonly byte[] s_capture = MakeCapture();
    private static readonly List<PacketCopy> s_packets = PacketCopy.ReadAll(s_capture).Packets;

    [Theory]
    [InlineData(1)]
    [InlineData(11)]
    [InlineData(1_000_000)]
    public void A_packed_capture_reads_as_the_plain_one(int step)
    {
        (List<PacketCopy> packets, CaptureFormatException? end) = PacketCopy.ReadAll(new DribblingStream(Pack(s_capture), step));

        Assert.Null(end);
        Assert.Equal(s_packets, packets);
    }

    [Fact]
    public void Members_are_joined_wherever_they_part()
    {
        for (int cut = 0; cut < 1_000; cut += 7)
        {
            byte[] packed = [.. Pack(s_capture[..cut]), .. Pack([]), .. Pack(s_capture[cut..])];

            (List<PacketCopy> packets, CaptureFormatException? end) = PacketCopy.ReadAll(packed);

            Assert.True(end is null, $"cut at {cut}: {end?.Message}");
            Assert.Equal(s_packets, packets);
        }
    }

    [Fact]
    public void Every_field_of_the_header_is_skipped()
    {
        byte[] plain = Pack(s_capture);
        byte[] packed =
        [
            0x1f, 0x8b, 8, 0x1e, 1, 2, 3, 4, 0, 3,
            3, 0, 9, 9, 9,
            .. "a.pcap\0"u8,
            .. "a comment\0"u8,
            0xaa, 0xbb,
            .. plain[10..],
        ];

        Assert.Equal(s_packets, PacketCopy.ReadAll(packed).Packets);
    }

    [Fact]
    public void Padding_after_the_last_member_is_ignored()
    {
        byte[] packed = [.. Pack(s_capture), .. new byte[512]];

        (List<PacketCopy> packets, CaptureFormatException? end) = PacketCopy.ReadAll(packed);

        Assert.Null(end);
        Assert.Equal(s_packets, packets);
    }

    [Fact]
    public void Cut_short_anywhere_it_is_an_error_after_what_was_unpacked()
    {
        byte[] packed = Pack(s_capture);
        for (int length = 3; length < packed.Length; length += length > packed.Length - 20 ? 1 : 97)
        {
            (List<PacketCopy> packets, CaptureFormatException? end) = PacketCopy.ReadAll(packed[..length]);

            Assert.True(end is not null, $"{length} of {packed.Length} bytes");
            Assert.Equal(s_packets.Take(packets.Count), packets);
        }

        Assert.NotEmpty(PacketCopy.ReadAll(packed[..(packed.Length / 2)]).Packets);
        Assert.Equal(s_packets.Count, PacketCopy.ReadAll(packed[..^1]).Packets.Count);
    }

    [Fact]
    public void A_wrong_check_value_is_an_error()
    {
        byte[] packed = Pack(s_capture);
        packed[^6] ^= 1;

        (List<PacketCopy> packets, CaptureFormatException? end) = PacketCopy.ReadAll(packed);

        Assert.Equal(s_packets.Count, packets.Count);
        Assert.Equal(s_capture.Length, end!.Offset);
    }

    [Fact]
    public void A_long_capture_in_many_members_is_read_to_its_end()
    {
        PcapBuilder builder = new();
        for (int i = 0; i < 2_000; i++)
        {
            builder.Packet((uint)i, 0, PcapBuilder.Pattern(1_000, i));
        }

        byte[] capture = builder.ToArray();
        List<byte> packed = [];
        for (int start = 0; start < capture.Length; start += 65_280)
        {
            packed.AddRange(Pack(capture[start..Math.Min(start + 65_280, capture.Length)]));
        }

        (List<PacketCopy> packets, CaptureFormatException? end) = PacketCopy.ReadAll(packed.ToArray());

        Assert.Null(end);
        Assert.Equal(2_000, packets.Count);
    }

    [Fact]
    public void Progress_counts_packed_bytes()
    {
        byte[] packed = Pack(s_capture);

        using CaptureReader reader = CaptureFormats.Open(new MemoryStream(packed));
        while (reader.TryRead(out _))
        {
        }

        Assert.Equal(packed.Length, reader.Position);
    }

    private static byte[] Pack(byte[] plain)
    {
        MemoryStream packed = new();
        using (GZipStream packing = new(packed, CompressionLevel.Fastest))
        {
            packing.Write(plain, 0, plain.Length);
        }

        return plain.Length == 0 ? [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0] : packed.ToArray();
    }

    private static byte[] MakeCapture()
    {
        PcapBuilder builder = new();
        for (int i = 0; i < 40; i++)
        {
            builder.Packet((uint)i, 0, [.. PcapBuilder.Pattern(300, i), .. new byte[700]]);
        }

        return builder.ToArray();
    }
}
