using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TlsTools.Capture;
using Xunit;

namespace TlsTools.Tests.Capture;

public class PcapNgReaderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_every_packet_block(bool bigEndian)
    {
        byte[] capture = new PcapNgBuilder().Section(bigEndian)
            .Interface(LinkType.Raw, snapshotLength: 3)
            .Interface(LinkType.Ethernet)
            .Enhanced(1_700_000_000_000_001, [1, 2], interfaceNumber: 1)
            .Block(0x7777, body => body.Bytes(1, 2, 3, 4))
            .Obsolete(1_700_000_000_000_002, [1, 2, 3], interfaceNumber: 1)
            .Simple([1, 2, 3, 4], originalLength: 4)
            .Simple([1, 2, 3], originalLength: 1500)
            .Enhanced(1_700_000_000_000_003, [1], originalLength: 99)
            .ToArray();

        (List<PacketCopy> packets, CaptureFormatException? end) = PacketCopy.ReadAll(capture);

        Assert.Null(end);
        Assert.Equal(
            [
                new PacketCopy(1, "2023-11-14T22:13:20.000001Z", LinkType.Ethernet, 2, "0102"),
                new PacketCopy(2, "2023-11-14T22:13:20.000002Z", LinkType.Ethernet, 3, "010203"),
                new PacketCopy(3, "1970-01-01T00:00:00Z", LinkType.Raw, 4, "010203"),
                new PacketCopy(4, "1970-01-01T00:00:00Z", LinkType.Raw, 1500, "010203"),
                new PacketCopy(5, "2023-11-14T22:13:20.000003Z", LinkType.Raw, 99, "01"),
            ],
            packets);
    }

    [Fact]
    public void Each_section_has_its_own_byte_order_and_interfaces()
    {
        byte[] capture = new PcapNgBuilder()
            .Section(bigEndian: false).Interface(LinkType.Raw).Interface(LinkType.LinuxSll2).Enhanced(0, [1], interfaceNumber: 1)
            .Section(bigEndian: true, length: 4711).Interface(LinkType.Ethernet).Enhanced(0, [2])
            .Enhanced(0, [3], interfaceNumber: 1)
            .ToArray();

        (List<PacketCopy> packets, CaptureFormatException? end) = PacketCopy.ReadAll(capture);

        Assert.Equal([LinkType.LinuxSll2, LinkType.Ethernet], packets.Select(packet => packet.LinkType));
        Assert.Equal("Packet 3 was captured on interface 1; the section describes 1.", end!.Message);
    }

    [Theory]
    [InlineData(0, 1_700_000_000, "2023-11-14T22:13:20Z")]
    [InlineData(3, 1_700_000_000_123, "2023-11-14T22:13:20.123Z")]
    [InlineData(6, 1_700_000_000_123_456, "2023-11-14T22:13:20.123456Z")]
    [InlineData(9, 1_700_000_000_123_456_789, "2023-11-14T22:13:20.123456789Z")]
    [InlineData(10, 17_000_000_001_234_567_899, "2023-11-14T22:13:20.123456789Z")]
    [InlineData(30, ulong.MaxValue, "1970-01-01T00:00:00.000000000Z")]
    [InlineData(0x80, 1_700_000_000, "2023-11-14T22:13:20Z")]
    [InlineData(0x88, (1_700_000_000UL << 8) + 1, "2023-11-14T22:13:20.00390625Z")]
    [InlineData(0xa0, (1_700_000_000UL << 32) + (1UL << 31), "2023-11-14T22:13:20.500000000Z")]
    [InlineData(0xbf, (1UL << 63) + (1UL << 62), "1970-01-01T00:00:01.500000000Z")]
    [InlineData(0xc0, ulong.MaxValue, "1970-01-01T00:00:00.000000000Z")]
    public void Time_counts_what_the_interface_says(byte resolution, ulong units, string time)
    {
        byte[] capture = new PcapNgBuilder().Section().Interface(resolution: resolution).Enhanced(units, [1]).ToArray();

        Assert.Equal(time, Assert.Single(PacketCopy.ReadAll(capture).Packets).Time);
    }

    [Fact]
    public void Time_counts_from_where_the_interface_says()
    {
        byte[] capture = new PcapNgBuilder().Section()
            .Interface(offsetSeconds: 1_700_000_000).Interface(offsetSeconds: -10)
            .Enhanced(1_000_001, [1]).Enhanced(3_000_000, [1], interfaceNumber: 1)
            .ToArray();

        Assert.Equal(
            ["2023-11-14T22:13:21.000001Z", "1969-12-31T23:59:53.000000Z"],
            PacketCopy.ReadAll(capture).Packets.Select(packet => packet.Time));
    }

    [Fact]
    public void Decryption_secrets_are_kept()
    {
        byte[] capture = new PcapNgBuilder().Section()
            .Secrets(DecryptionSecrets.TlsKeyLog, "CLIENT_RANDOM 00 11"u8.ToArray())
            .Interface().Enhanced(0, [1])
            .Secrets(0x57474b4c, [1, 2, 3])
            .ToArray();

        using CaptureReader reader = CaptureFormats.Open(new MemoryStream(capture));
        Assert.True(reader.TryRead(out _));
        DecryptionSecrets first = Assert.Single(reader.Secrets);
        Assert.Equal(DecryptionSecrets.TlsKeyLog, first.Type);
        Assert.Equal("CLIENT_RANDOM 00 11"u8.ToArray(), first.Data);
        Assert.False(reader.TryRead(out _));
        Assert.Equal([1, 2, 3], reader.Secrets[1].Data);
    }

    [Fact]
    public void Secrets_are_kept_up_to_a_limit_and_the_packets_after_them_are_read()
    {
        PcapNgBuilder builder = new PcapNgBuilder().Section().Interface();
        byte[] secrets = new byte[1024 * 1024];
        for (int i = 0; i < 20; i++)
        {
            builder.Secrets(DecryptionSecrets.TlsKeyLog, secrets);
        }

        using CaptureReader reader = CaptureFormats.Open(new MemoryStream(builder.Enhanced(0, [1]).ToArray()));
        Assert.True(reader.TryRead(out _));
        Assert.Equal(15, reader.Secrets.Count);
    }

    [Fact]
    public void Blocks_that_Wireshark_counts_as_frames_are_counted()
    {
        byte[] capture = new PcapNgBuilder().Section().Interface()
            .Block(9, body => body.UInt32(0)).Block(0xbad, body => body.UInt32(0)).Block(0x40000bad, body => body.UInt32(0))
            .Enhanced(0, [1])
            .ToArray();

        Assert.Equal(4, Assert.Single(PacketCopy.ReadAll(capture).Packets).Number);
    }

    [Fact]
    public void A_block_larger_than_any_buffer_is_skipped()
    {
        byte[] capture = new PcapNgBuilder().Section().Interface()
            .Block(0x7777, body => body.Bytes(new byte[CaptureBuffer.MaximumUnit + 4])).Enhanced(0, [1])
            .ToArray();

        Assert.Single(PacketCopy.ReadAll(capture).Packets);
    }

    [Theory]
    [InlineData(6u, 0u, null, "The block claims 0 bytes; 12 or more, in steps of 4, would be right.")]
    [InlineData(6u, 12u, null, "The block claims 12 bytes; 32 or more, in steps of 4, would be right.")]
    [InlineData(0x7777u, 8u, null, "The block claims 8 bytes; 12 or more, in steps of 4, would be right.")]
    [InlineData(0x7777u, 35u, null, "The block claims 35 bytes; 12 or more, in steps of 4, would be right.")]
    [InlineData(6u, 0xffff_fff0u, null, "The block claims 4294967280 bytes; more than 2097152 are not believed.")]
    [InlineData(0x7777u, 0xffff_fff0u, null, "The capture ends in the middle of a block: 36 of its 4294967280 bytes are there.")]
    [InlineData(6u, 40u, null, "The capture ends in the middle of a block: 36 of its 40 bytes are there.")]
    [InlineData(6u, null, 40u, "The block claims 36 bytes at its start and 40 at its end.")]
    [InlineData(0x7777u, null, 40u, "The block claims 36 bytes at its start and 40 at its end.")]
    public void A_wrong_block_length_is_an_error_with_its_offset(uint type, uint? length, uint? trailingLength, string message)
    {
        byte[] before = new PcapNgBuilder().Section().Interface().Enhanced(0, [1]).ToArray();
        PcapNgBuilder builder = new PcapNgBuilder().Section().Interface().Enhanced(0, [1]);
        byte[] capture = builder.Block(type, body => body.Bytes(new byte[24]), length, trailingLength).ToArray();

        long allocated = GC.GetAllocatedBytesForCurrentThread();
        (List<PacketCopy> packets, CaptureFormatException? end) = PacketCopy.ReadAll(capture);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;

        Assert.Single(packets);
        Assert.Equal((message, (long)before.Length), (end?.Message, end?.Offset));
        Assert.True(allocated < 4 * CaptureBuffer.MaximumUnit, $"{allocated} bytes");
    }

    [Fact]
    public void A_packet_that_claims_more_than_its_block_holds_is_an_error()
    {
        byte[] capture = new PcapNgBuilder().Section().Interface().Enhanced(0, [1, 2, 3, 4], capturedLength: 0xffff_ffff).ToArray();

        (List<PacketCopy> packets, CaptureFormatException? end) = PacketCopy.ReadAll(capture);

        Assert.Empty(packets);
        Assert.Equal("Packet 1 claims 4294967295 bytes; its block has room for 20.", end!.Message);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public void Another_major_version_is_an_error(ushort version)
    {
        byte[] capture = new PcapNgBuilder().Section(majorVersion: version).ToArray();

        Assert.Equal(0, PacketCopy.ReadAll(capture).End!.Offset);
    }

    [Fact]
    public void Options_that_do_not_fit_leave_the_defaults()
    {
        byte[] capture = new PcapNgBuilder().Section()
            .Block(1, body => body.UInt16(1).UInt16(0).UInt32(0).UInt16(9).UInt16(900).Bytes(9, 0, 0, 0))
            .Enhanced(1_000_000, [1])
            .ToArray();

        Assert.Equal("1970-01-01T00:00:01.000000Z", Assert.Single(PacketCopy.ReadAll(capture).Packets).Time);
    }
}
