using System.Collections.Generic;
using TlsTools.Capture;
using Xunit;

namespace TlsTools.Tests.Capture;

public class PcapReaderTests
{
    [Theory]
    [InlineData(false, PcapBuilder.Microseconds, "2023-11-14T22:13:20.000007Z")]
    [InlineData(true, PcapBuilder.Microseconds, "2023-11-14T22:13:20.000007Z")]
    [InlineData(false, PcapBuilder.Nanoseconds, "2023-11-14T22:13:20.000000007Z")]
    [InlineData(true, PcapBuilder.Nanoseconds, "2023-11-14T22:13:20.000000007Z")]
    [InlineData(false, PcapBuilder.Modified, "2023-11-14T22:13:20.000007Z")]
    [InlineData(true, PcapBuilder.Modified, "2023-11-14T22:13:20.000007Z")]
    public void Reads_every_variant(bool bigEndian, uint magic, string time)
    {
        byte[] capture = new PcapBuilder(bigEndian, magic, LinkType.LinuxSll)
            .Packet(1_700_000_000, 7, [1, 2, 3])
            .Packet(1_700_000_000, 7, [])
            .Packet(1_700_000_000, 7, [4, 5], originalLength: 1500)
            .ToArray();

        (List<PacketCopy> packets, CaptureFormatException? end) = PacketCopy.ReadAll(capture);

        Assert.Null(end);
        Assert.Equal(
            [
                new PacketCopy(1, time, LinkType.LinuxSll, 3, "010203"),
                new PacketCopy(2, time, LinkType.LinuxSll, 0, ""),
                new PacketCopy(3, time, LinkType.LinuxSll, 1500, "0405"),
            ],
            packets);
    }

    [Fact]
    public void Seconds_are_unsigned()
    {
        byte[] capture = new PcapBuilder().Packet(uint.MaxValue, 999_999, [1]).ToArray();

        Assert.Equal("2106-02-07T06:28:15.999999Z", Assert.Single(PacketCopy.ReadAll(capture).Packets).Time);
    }

    [Fact]
    public void The_length_of_the_frame_check_sequence_is_no_link_type()
    {
        byte[] capture = new PcapBuilder(upperLinkTypeBits: 0x2400_0000).Packet(0, 0, [1]).ToArray();

        Assert.Equal(LinkType.Ethernet, Assert.Single(PacketCopy.ReadAll(capture).Packets).LinkType);
    }

    [Fact]
    public void A_link_type_without_a_name_is_kept()
    {
        byte[] capture = new PcapBuilder(linkType: (LinkType)0x1234).Packet(0, 0, [1]).ToArray();

        Assert.Equal((LinkType)0x1234, Assert.Single(PacketCopy.ReadAll(capture).Packets).LinkType);
    }

    [Fact]
    public void Until_version_2_3_the_lengths_stand_the_other_way_round()
    {
        byte[] capture = new PcapBuilder(minorVersion: 2).Packet(0, 0, [1, 2], originalLength: 2, capturedLength: 1500).ToArray();

        PacketCopy packet = Assert.Single(PacketCopy.ReadAll(capture).Packets);
        Assert.Equal((1500, "0102"), (packet.OriginalLength, packet.Data));
    }

    [Fact]
    public void A_cut_packet_is_an_error_with_its_offset_after_the_packets_before_it()
    {
        byte[] capture = new PcapBuilder().Packet(0, 0, new byte[60]).Packet(0, 0, new byte[60]).ToArray();

        (List<PacketCopy> packets, CaptureFormatException? end) = PacketCopy.ReadAll(capture[..^1]);

        Assert.Single(packets);
        Assert.Equal(24 + 16 + 60, end!.Offset);
        Assert.Equal("The capture ends in the middle of packet 2: 75 of its 76 bytes are there.", end.Message);
    }

    [Theory]
    [InlineData(CaptureBuffer.MaximumPacket, true)]
    [InlineData(CaptureBuffer.MaximumPacket + 1, false)]
    public void Packets_are_believed_up_to_a_limit(int length, bool believed)
    {
        byte[] large = PcapBuilder.Pattern(length, 1);
        byte[] capture = new PcapBuilder().Packet(0, 0, [1]).Packet(0, 0, large).Packet(0, 0, [2]).ToArray();

        (List<PacketCopy> packets, CaptureFormatException? end) = PacketCopy.ReadAll(capture);

        Assert.Equal(believed ? 3 : 1, packets.Count);
        Assert.Equal(believed ? null : 41, end?.Offset);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_003)]
    public void Packets_come_whole_over_the_edges_of_the_buffer(int step)
    {
        PcapBuilder builder = new();
        for (int i = 0; i < 700; i++)
        {
            builder.Packet((uint)i, 0, PcapBuilder.Pattern(i * 37 % 1600, i));
        }

        byte[] capture = builder.ToArray();
        (List<PacketCopy> packets, CaptureFormatException? end) = PacketCopy.ReadAll(new DribblingStream(capture, step));

        Assert.Null(end);
        Assert.Equal(700, packets.Count);
        Assert.All(packets, packet => Assert.Equal(
            System.Convert.ToHexString(PcapBuilder.Pattern(((int)packet.Number - 1) * 37 % 1600, (int)packet.Number - 1)), packet.Data));
    }
}
