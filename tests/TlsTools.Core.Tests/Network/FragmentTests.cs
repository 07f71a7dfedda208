using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Capture;
using TlsTools.Network;
using Xunit;

namespace TlsTools.Tests.Network;

/// <summary>Fragments in any order become one segment; floods of them do not eat the memory.</summary>
public sealed class FragmentTests
{
    private const long Second = 1_000_000_000;

    private readonly PacketDecoder _decoder = new();

    public static TheoryData<bool, int[]> Orders() => new()
    {
        { true, [0, 1, 2] },
        { true, [2, 1, 0] },
        { true, [1, 0, 2] },
        { true, [1, 2, 0] },
        { true, [0, 0, 1, 1, 2] },
        { true, [2, 2, 2, 1, 0] },
        { false, [0, 1, 2] },
        { false, [2, 1, 0] },
        { false, [1, 2, 0] },
        { false, [0, 2, 2, 0, 1] },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public void Fragments_in_any_order_make_the_segment(bool isIpv4, int[] order)
    {
        byte[] datagram = Datagram(100);
        byte[][] fragments = [Fragment(isIpv4, datagram, 0, 40), Fragment(isIpv4, datagram, 40, 40), Fragment(isIpv4, datagram, 80, 20)];
        string? payload = null;
        foreach (int index in order)
        {
            Assert.Null(payload);
            payload = Push(fragments[index]);
        }

        Assert.Equal(Convert.ToHexString(datagram.AsSpan(20)), payload);
    }

    [Fact]
    public void Overlapping_bytes_stay_as_they_came_first()
    {
        byte[] first = Datagram(64);
        byte[] second = [.. first.Select(value => (byte)(value ^ 0xff))];
        Assert.Null(Push(Fragment(true, first, 0, 24)));
        Assert.Null(Push(Fragment(true, first, 40, 8)));
        Assert.Equal(
            Convert.ToHexString([.. first.AsSpan(20, 4), .. second.AsSpan(24, 16), .. first.AsSpan(40, 8), .. second.AsSpan(48)]),
            Push(Fragment(true, second, 16, 48)));
    }

    [Fact]
    public void Random_pieces_make_the_segment()
    {
        Random random = new(7);
        for (int round = 0; round < 300; round++)
        {
            byte[] datagram = Datagram(20 + random.Next(400));
            string? payload = null;
            for (int pushes = 0; payload is null && pushes < 10_000; pushes++)
            {
                int offset = random.Next((datagram.Length + 7) / 8) * 8;
                int length = Math.Min(datagram.Length - offset, 8 * (1 + random.Next(6)));
                payload = Push(Fragment(round % 2 == 0, datagram, offset, length, (uint)round));
            }

            Assert.Equal(Convert.ToHexString(datagram.AsSpan(20)), payload);
        }
    }

    [Fact]
    public void Different_identifications_stay_apart()
    {
        byte[] datagram = Datagram(48);
        Assert.Null(Push(Fragment(true, datagram, 0, 24, 1)));
        Assert.Null(Push(Fragment(true, datagram, 24, 24, 2)));
        Assert.NotNull(Push(Fragment(true, datagram, 24, 24, 1)));
    }

    [Fact]
    public void A_fragment_that_comes_too_late_is_of_another_datagram()
    {
        byte[] datagram = Datagram(48);
        Assert.Null(Push(Fragment(true, datagram, 0, 24)));
        Assert.Null(Push(Fragment(true, datagram, 24, 24), 61 * Second));
        Assert.NotNull(Push(Fragment(true, datagram, 0, 24), 62 * Second));
    }

    [Fact]
    public void Of_a_fragment_that_was_cut_the_first_still_gives_its_segment()
    {
        byte[] fragment = Fragment(true, Datagram(100), 0, 80);
        CapturedPacket packet = PacketSamples.Packet((int)LinkType.Raw, fragment.AsSpan(0, 50).ToArray());
        packet.OriginalLength = fragment.Length;
        Assert.True(_decoder.TryDecode(in packet, out TcpSegment segment));
        Assert.Equal(10, segment.Payload.Length);
        Assert.Equal(60, segment.PayloadLength);
    }

    [Fact]
    public void A_datagram_over_65535_bytes_is_given_up()
    {
        Assert.Null(Push(Fragment(true, Datagram(2000), 0, 1000)));
        Assert.Null(Push(IpHeader(true, 1, 8191 * 8, more: false, new byte[100])));
    }

    [Fact]
    public void A_flood_stays_within_its_limits()
    {
        FragmentStore store = new();
        byte[] bytes = new byte[1400];
        for (uint identification = 0; identification < 20_000; identification++)
        {
            FragmentKey key = new(1, 0, 2, 0, identification, false);
            Frame frame = new() { Rest = bytes, WireLength = bytes.Length, Time = identification };
            byte protocol = 6;
            Assert.False(store.TryComplete(ref frame, in key, 8 * (int)(identification % 8000), true, ref protocol));
            Assert.True(store.Count <= FragmentStore.MaximumDatagrams);
            Assert.True(store.Capacity <= FragmentStore.MaximumBytes);
        }

        Frame late = new() { Rest = bytes, WireLength = bytes.Length, Time = 1000 * Second };
        byte other = 6;
        FragmentKey last = new(1, 0, 2, 0, 0, false);
        Assert.False(store.TryComplete(ref late, in last, 0, true, ref other));
        Assert.Equal(1, store.Count);
    }

    [Fact]
    public void Damaged_fragments_are_no_exception()
    {
        Random random = new(3);
        byte[] datagram = Datagram(200);
        for (int round = 0; round < 50_000; round++)
        {
            byte[] packet = Fragment(round % 2 == 0, datagram, 8 * random.Next(25), 8, (uint)random.Next(4));
            packet[random.Next(packet.Length)] ^= (byte)(1 << random.Next(8));
            _ = Push(packet, random.Next());
        }
    }

    private string? Push(byte[] bytes, long time = 0)
    {
        CapturedPacket packet = PacketSamples.Packet((int)LinkType.Raw, bytes, time);
        return _decoder.TryDecode(in packet, out TcpSegment segment) ? Convert.ToHexString(segment.Payload) : null;
    }

    // A TCP header and a payload that counts up.
    private static byte[] Datagram(int length)
    {
        byte[] header = PacketSamples.Hex(PacketSamples.Tcp).AsSpan(0, 20).ToArray();
        IEnumerable<byte> payload = Enumerable.Range(0, length - header.Length).Select(index => (byte)index);
        return [.. header, .. payload];
    }

    private static byte[] Fragment(bool isIpv4, byte[] datagram, int offset, int length, uint identification = 1) =>
        IpHeader(isIpv4, identification, offset, offset + length < datagram.Length, datagram.AsSpan(offset, length));

    private static byte[] IpHeader(bool isIpv4, uint identification, int offset, bool more, ReadOnlySpan<byte> fragment)
    {
        byte[] header = PacketSamples.Hex(isIpv4
            ? "45 00 0000 0000 0000 40 06 0000 c0000201 c6336402"
            : "60000000 0000 2c 40" + PacketSamples.Ipv6Addresses + "06 00 0000 00000000");
        if (isIpv4)
        {
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)(header.Length + fragment.Length));
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), (ushort)identification);
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(6), (ushort)((more ? 0x2000 : 0) | (offset / 8)));
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), (ushort)(8 + fragment.Length));
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(42), (ushort)(offset | (more ? 1 : 0)));
            BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(44), identification);
        }

        return [.. header, .. fragment];
    }
}
