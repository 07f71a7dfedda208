using System;
using System.Net;
using TlsTools.Capture;
using TlsTools.Network;
using Xunit;

namespace TlsTools.Tests.Network;

/// <summary>Every encapsulation leads to the same segment, and no damage leads to an exception.</summary>
public sealed class PacketDecoderTests
{
    public static TheoryData<string, int, string> Samples() => PacketSamples.All();

    [Theory]
    [MemberData(nameof(Samples))]
    public void Finds_the_segment(string name, int linkType, string hex)
    {
        CapturedPacket packet = PacketSamples.Packet(linkType, PacketSamples.Hex(hex));
        Assert.True(new PacketDecoder().TryDecode(in packet, out TcpSegment segment), name);
        bool isIpv4 = segment.SourceAddress.Length == 4;
        Assert.Equal(isIpv4 ? "192.0.2.1" : "2001:db8::1", new IPAddress(segment.SourceAddress).ToString());
        Assert.Equal(isIpv4 ? "198.51.100.2" : "2001:db8::2", new IPAddress(segment.DestinationAddress).ToString());
        Assert.Equal(9094, segment.SourcePort);
        Assert.Equal(443, segment.DestinationPort);
        Assert.Equal(0x11223344u, segment.SequenceNumber);
        Assert.Equal(0x55667788u, segment.AcknowledgmentNumber);
        Assert.Equal(TcpFlags.Psh | TcpFlags.Ack, segment.Flags);
        Assert.Equal(0x2000, segment.Window);
        Assert.Equal(64, segment.TimeToLive);
        Assert.Equal(4, segment.PayloadLength);
        Assert.Equal("16030100", Convert.ToHexString(segment.Payload));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Cut_by_the_snapshot_length_it_keeps_the_length_on_the_wire(string name, int linkType, string hex)
    {
        byte[] whole = PacketSamples.Hex(hex);
        for (int length = 0; length < whole.Length; length++)
        {
            CapturedPacket packet = PacketSamples.Packet(linkType, whole.AsSpan(0, length).ToArray());
            packet.OriginalLength = whole.Length;
            if (new PacketDecoder().TryDecode(in packet, out TcpSegment segment))
            {
                Assert.True(segment.PayloadLength == 4, $"{name}, {length} bytes: {segment.PayloadLength}");
                Assert.True(segment.Payload.Length <= 4, name);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Any_flipped_byte_is_no_exception(string name, int linkType, string hex)
    {
        byte[] bytes = PacketSamples.Hex(hex);
        PacketDecoder decoder = new();
        for (int at = 0; at < bytes.Length; at++)
        {
            byte kept = bytes[at];
            foreach (int flip in (int[])[0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xff])
            {
                bytes[at] = (byte)(kept ^ flip);
                CapturedPacket packet = PacketSamples.Packet(linkType, bytes);
                if (decoder.TryDecode(in packet, out TcpSegment segment))
                {
                    Assert.True(segment.Payload.Length <= segment.PayloadLength, $"{name}, byte {at}");
                }
            }

            bytes[at] = kept;
        }
    }

    [Fact]
    public void Random_bytes_are_no_exception()
    {
        Random random = new(1);
        PacketDecoder decoder = new();
        for (int round = 0; round < 100_000; round++)
        {
            byte[] bytes = new byte[random.Next(120)];
            random.NextBytes(bytes);
            CapturedPacket packet = PacketSamples.Packet(random.Next(300), bytes, round);
            packet.OriginalLength = random.Next(-1, 200);
            _ = decoder.TryDecode(in packet, out _);
        }
    }

    [Fact]
    public void Nesting_without_end_is_given_up()
    {
        byte[] bytes = new byte[60_000];
        for (int at = 12; at + 1 < bytes.Length; at += 4)
        {
            bytes[at] = 0x81;
        }

        CapturedPacket packet = PacketSamples.Packet((int)LinkType.Ethernet, bytes);
        Assert.False(new PacketDecoder().TryDecode(in packet, out _));
    }

    [Theory]
    [InlineData("ICMP", "45 00 002c 1234 4000 40 01 0000 c0000201 c6336402")]
    [InlineData("UDP of no tunnel", "45 00 002c 1234 4000 40 11 0000 c0000201 c6336402")]
    [InlineData("IP header length below 20", "44 00 002c 1234 4000 40 06 0000 c0000201 c6336402")]
    [InlineData("IP total length below the header", "45 00 0013 1234 4000 40 06 0000 c0000201 c6336402")]
    [InlineData("version 5", "55 00 002c 1234 4000 40 06 0000 c0000201 c6336402")]
    public void What_is_no_segment_gives_none(string name, string header)
    {
        CapturedPacket packet = PacketSamples.Packet((int)LinkType.Raw, PacketSamples.Hex(header + PacketSamples.Tcp));
        Assert.False(new PacketDecoder().TryDecode(in packet, out _), name);
    }

    [Theory]
    [InlineData("shorter than 20", "40")]
    [InlineData("longer than the packet", "f0")]
    public void A_wrong_TCP_header_length_gives_none(string name, string length)
    {
        string hex = PacketSamples.Ipv4.Replace("50 18", length + " 18", StringComparison.Ordinal);
        CapturedPacket packet = PacketSamples.Packet((int)LinkType.Raw, PacketSamples.Hex(hex));
        Assert.False(new PacketDecoder().TryDecode(in packet, out _), name);
    }

    [Fact]
    public void The_headers_outside_are_right_about_the_length()
    {
        // The IP header counts the padding behind what PPPoE says is its payload.
        string hex = "020000000001 020000000002 8864 11 00 0001 002a 0021 45 00 002e 1234 4000 40 06 0000 c0000201 c6336402"
            + "2386 01bb 11223344 55667788 50 10 2000 0000 0000 000000000000";
        CapturedPacket packet = PacketSamples.Packet((int)LinkType.Ethernet, PacketSamples.Hex(hex));
        Assert.True(new PacketDecoder().TryDecode(in packet, out TcpSegment segment));
        Assert.Equal(0, segment.PayloadLength);
    }

    [Fact]
    public void An_encrypted_wireless_frame_gives_none()
    {
        string hex = "08 41 0000 020000000001 020000000002 020000000003 0000 aaaa03000000 0800" + PacketSamples.Ipv4;
        CapturedPacket packet = PacketSamples.Packet((int)LinkType.Ieee80211, PacketSamples.Hex(hex));
        Assert.False(new PacketDecoder().TryDecode(in packet, out _));
    }
}
