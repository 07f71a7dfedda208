using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using TlsTools.Capture;

namespace TlsTools.Benchmarks.Generation;

/// <summary><c>repeat PATH CONNECTIONS CAPTURE...</c></summary>
internal static class RepeatCommand
{
    public const string Usage =
        "repeat PATH CONNECTIONS CAPTURE...      writes a capture in which recorded connections (Ethernet, IPv4) come again from other addresses and ports";

    public static int Run(string[] arguments)
    {
        if (arguments.Length < 3 || !int.TryParse(arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out int connections))
        {
            throw new UsageException(Usage);
        }

        List<List<(byte[] Packet, bool IsClient)>> recorded = [.. Array.ConvertAll(arguments[2..], Read)];
        using FileStream file = new(arguments[0], FileMode.Create, FileAccess.Write, FileShare.None, 1024 * 1024);
        Span<byte> header = stackalloc byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xa1b2c3d4);
        header[4] = 2;
        header[6] = 4;
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], ushort.MaxValue);
        BinaryPrimitives.WriteInt32LittleEndian(header[20..], (int)LinkType.Ethernet);
        file.Write(header);
        for (int connection = 0; connection < connections; connection++)
        {
            Write(file, recorded[connection % recorded.Count], connection);
        }

        Console.WriteLine($"{arguments[0]}: {file.Length} bytes, {connections} connections");
        return 0;
    }

    private static List<(byte[] Packet, bool IsClient)> Read(string path)
    {
        List<(byte[] Packet, bool IsClient)> packets = [];
        int? client = null;
        using CaptureReader reader = CaptureFormats.Open(File.OpenRead(path));
        while (reader.TryRead(out CapturedPacket packet))
        {
            if (packet.LinkType != LinkType.Ethernet)
            {
                throw new UsageException($"{path} has other packets than Ethernet.");
            }

            if (packet.Data.Length > TcpStart + 14 && packet.Data[EthernetLength] == Ipv4WithoutOptions && packet.Data[EthernetLength + 9] == Tcp)
            {
                // The first packet is the client's.
                int port = BinaryPrimitives.ReadUInt16BigEndian(packet.Data[TcpStart..]);
                client ??= port;
                packets.Add((packet.Data.ToArray(), port == client));
            }
        }

        return packets.Count > 0 ? packets : throw new UsageException($"{path} has no TCP over IPv4.");
    }

    // Sums are left as they are: nobody who reads captures can rely on them.
    private static void Write(FileStream file, List<(byte[] Packet, bool IsClient)> packets, int connection)
    {
        Span<byte> header = stackalloc byte[16];
        for (int index = 0; index < packets.Count; index++)
        {
            (byte[] packet, bool isClient) = packets[index];
            Span<byte> address = packet.AsSpan(EthernetLength + (isClient ? 12 : 16), 4);
            BinaryPrimitives.WriteInt32BigEndian(address, (10 << 24) | (connection / Ports));
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(TcpStart + (isClient ? 0 : 2)), (ushort)(FirstPort + (connection % Ports)));
            BinaryPrimitives.WriteInt32LittleEndian(header, FirstSecond + (connection / ConnectionsEachSecond));
            BinaryPrimitives.WriteInt32LittleEndian(header[4..], (connection % ConnectionsEachSecond * 1000) + index);
            BinaryPrimitives.WriteInt32LittleEndian(header[8..], packet.Length);
            BinaryPrimitives.WriteInt32LittleEndian(header[12..], packet.Length);
            file.Write(header);
            file.Write(packet);
        }
    }

    private const int EthernetLength = 14;
    private const int TcpStart = EthernetLength + 20;
    private const byte Ipv4WithoutOptions = 0x45;
    private const byte Tcp = 6;
    private const int FirstPort = 1024;
    private const int Ports = 60000;

    // In 2026, when the recorded certificates are valid.
    private const int FirstSecond = 1_790_000_000;
    private const int ConnectionsEachSecond = 100;
}
