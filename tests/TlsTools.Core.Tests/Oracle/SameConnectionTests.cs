using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TlsTools.Fuzz;
using TlsTools.Handshakes;
using TlsTools.Tls;
using Xunit;

namespace TlsTools.Tests.Oracle;

/// <summary>However the network carried a connection and the sniffer saw it, what was said on it is the same.</summary>
public sealed class SameConnectionTests
{
    public static TheoryData<string> Captures()
    {
        TheoryData<string> files = [];
        string lab = Path.Combine(RepositoryFiles.Shared ?? "", "lab", "captures");
        string[] folders = [Path.Combine(RepositoryFiles.Root, "samples"), lab];
        foreach (string path in folders.Where(Directory.Exists).SelectMany(folder => Directory.GetFiles(folder, "*.pcap")).Order(StringComparer.Ordinal))
        {
            files.Add(path);
        }

        return files;
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void Every_packet_captured_twice(string path) =>
        AssertSame(path, packets => packets.SelectMany(packet => (Packet[])[packet, packet]));

    [Theory]
    [MemberData(nameof(Captures))]
    public void Segments_overtaking_each_other(string path) => AssertSame(path, Swap);

    [Theory]
    [MemberData(nameof(Captures))]
    public void Small_segments(string path) => AssertSame(path, packets => packets.SelectMany(packet => Cut(packet, 61)));

    [Theory]
    [MemberData(nameof(Captures))]
    public void Small_segments_sent_again_with_overlap(string path)
    {
        // A hello sent again and never answered says more than one that was sent once: the server was given its time.
        if (Path.GetFileName(path) != "silent.pcap")
        {
            AssertSame(path, packets => packets.SelectMany(packet => Cut(packet, 301).SelectMany(piece => (Packet[])[piece, packet])));
        }
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void Sequence_numbers_that_wrap(string path) => AssertSame(path, Wrap);

    private static void AssertSame(string path, Func<List<Packet>, IEnumerable<Packet>> change)
    {
        byte[] file = File.ReadAllBytes(path);
        if (PacketList.TryRead(file) is not { } packets)
        {
            return;
        }

        Packet[] changed = [.. change(packets.Packets)];
        packets.Packets.Clear();
        packets.Packets.AddRange(changed);
        Assert.Equal(Describe(file), Describe(packets.Write()));
    }

    private static string Describe(byte[] file) => string.Join("\n\n", TlsCapture.ReadHandshakes(new MemoryStream(file)).Select(Describe));

    private static string Describe(TlsHandshake handshake) => string.Join(
        "\n",
        [
            $"{handshake.Number} {handshake.Stream} {handshake.Client} {handshake.Server} {handshake.Carrier} {handshake.Version} {handshake.CipherSuite}",
            $"{handshake.Phase} {handshake.Outcome} {handshake.EndedBy} {handshake.EndedBySide} {handshake.Alert} {handshake.ClientAuthentication}",
            $"{handshake.CaptureQuality!.MissingBytes} missing, {handshake.CaptureQuality.Resynchronizations} resynchronizations",
            .. Sent(handshake, Side.Client),
            .. Sent(handshake, Side.Server),
        ]);

    private static IEnumerable<string> Sent(TlsHandshake handshake, Side sender) =>
        handshake.Messages.Where(message => message.Sender == sender).Select(message => $"{message} {message.Length}");

    // Two segments of one end that follow each other, both with data, arrive the other way round.
    private static List<Packet> Swap(List<Packet> packets)
    {
        List<Packet> swapped = [.. packets];
        for (int i = 0; i + 1 < swapped.Count; i++)
        {
            if (Sender(swapped[i]) == Sender(swapped[i + 1]) && IsPlainData(swapped[i]) && IsPlainData(swapped[i + 1]))
            {
                (swapped[i], swapped[i + 1]) = (swapped[i + 1], swapped[i]);
                i++;
            }
        }

        return swapped;
    }

    private static IEnumerable<Packet> Cut(Packet packet, int size)
    {
        int payload = packet.Payload;
        int end = payload < 0 ? -1 : packet.NetworkHeader + BinaryPrimitives.ReadUInt16BigEndian(packet.Data.AsSpan(packet.NetworkHeader + 2));
        if (payload < 0 || end > packet.Data.Length || end - payload <= size)
        {
            yield return packet;
            yield break;
        }

        int transport = Transport(packet);
        uint sequence = BinaryPrimitives.ReadUInt32BigEndian(packet.Data.AsSpan(transport + 4));
        for (int at = payload; at < end; at += size)
        {
            int length = Math.Min(size, end - at);
            byte[] piece = [.. packet.Data.AsSpan(0, payload), .. packet.Data.AsSpan(at, length)];
            BinaryPrimitives.WriteUInt32BigEndian(piece.AsSpan(transport + 4), sequence + (uint)(at - payload));
            BinaryPrimitives.WriteUInt16BigEndian(piece.AsSpan(packet.NetworkHeader + 2), (ushort)(piece.Length - packet.NetworkHeader));
            if (at + length < end)
            {
                // FIN and PSH go with the last piece.
                piece[transport + 13] &= 0xf6;
            }

            yield return packet.With(piece);
        }
    }

    // Moves each end's sequence numbers so that they wrap soon after the first.
    private static List<Packet> Wrap(List<Packet> packets)
    {
        Dictionary<string, uint> moves = [];
        List<Packet> moved = [];
        foreach (Packet packet in packets)
        {
            int transport = Transport(packet);
            if (transport < 0)
            {
                moved.Add(packet);
                continue;
            }

            byte[] data = [.. packet.Data];
            uint sequence = BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(transport + 4));
            uint acknowledged = BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(transport + 8));
            _ = moves.TryAdd(Sender(packet), (sequence == 0 ? 0 : uint.MaxValue - 100) - sequence);
            BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(transport + 4), sequence + moves[Sender(packet)]);
            if ((data[transport + 13] & 0x10) != 0 && moves.TryGetValue(Receiver(packet), out uint move))
            {
                BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(transport + 8), acknowledged + move);
            }

            moved.Add(packet with { Data = data });
        }

        return moved;
    }

    private static bool IsPlainData(Packet packet) => packet.Payload >= 0 && (packet.Data[Transport(packet) + 13] & 0x07) == 0;

    private static int Transport(Packet packet) =>
        packet.NetworkHeader < 0 ? -1 : packet.NetworkHeader + ((packet.Data[packet.NetworkHeader] & 15) * 4);

    private static string Sender(Packet packet) => EndPoint(packet, 12, 0);

    private static string Receiver(Packet packet) => EndPoint(packet, 16, 2);

    private static string EndPoint(Packet packet, int address, int port) => packet.NetworkHeader < 0
        ? ""
        : Convert.ToHexString(packet.Data.AsSpan(packet.NetworkHeader + address, 4)) + Convert.ToHexString(packet.Data.AsSpan(Transport(packet) + port, 2));
}
