using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;

namespace TlsTools.Fuzz;

/// <summary>The packets of a classic pcap file, so that mutations can keep the container whole.</summary>
internal sealed class PacketList
{
    private readonly byte[] _header;

    private PacketList(byte[] header, List<Packet> packets)
    {
        _header = header;
        Packets = packets;
    }

    public List<Packet> Packets { get; }

    /// <summary>Reads a little-endian pcap file; <see langword="null"/> for any other, which is then mutated as raw bytes.</summary>
    public static PacketList? TryRead(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderLength || BinaryPrimitives.ReadUInt32LittleEndian(file) is not (0xa1b2c3d4 or 0xa1b23c4d))
        {
            return null;
        }

        List<Packet> packets = [];
        for (int at = HeaderLength; at + PacketHeaderLength <= file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(file.Slice(at + 8));
            if (length > file.Length - at - PacketHeaderLength)
            {
                break;
            }

            packets.Add(new(
                BinaryPrimitives.ReadUInt64LittleEndian(file.Slice(at)),
                BinaryPrimitives.ReadUInt32LittleEndian(file.Slice(at + 12)),
                file.Slice(at + PacketHeaderLength, (int)length).ToArray()));
            at += PacketHeaderLength + (int)length;
        }

        return packets.Count == 0 ? null : new(file[..HeaderLength].ToArray(), packets);
    }

    public byte[] Write()
    {
        using MemoryStream file = new();
        file.Write(_header);
        Span<byte> header = stackalloc byte[PacketHeaderLength];
        foreach (Packet packet in Packets)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(header, packet.Time);
            BinaryPrimitives.WriteUInt32LittleEndian(header[8..], (uint)packet.Data.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(header[12..], packet.OriginalLength);
            file.Write(header);
            file.Write(packet.Data);
        }

        return file.ToArray();
    }

    private const int HeaderLength = 24;
    private const int PacketHeaderLength = 16;
}

/// <summary>One packet: the two words of its time as they stand in the file, its length on the wire and its bytes.</summary>
internal sealed record Packet(ulong Time, uint OriginalLength, byte[] Data)
{
    /// <summary>The packet with other bytes, of which none are missing.</summary>
    public Packet With(byte[] data) => this with { Data = data, OriginalLength = (uint)data.Length };

    /// <summary>Where the IPv4 header begins, found by its look; negative where there is none.</summary>
    public int NetworkHeader
    {
        get
        {
            foreach (int at in (ReadOnlySpan<int>)[14, 16, 18, 20, 4, 0])
            {
                if (Data.Length >= at + 40 && Data[at] >> 4 == 4 && (Data[at] & 15) >= 5 && Data[at + 9] == 6)
                {
                    return at;
                }
            }

            return -1;
        }
    }

    /// <summary>Where the TCP payload begins; negative where there is none.</summary>
    public int Payload
    {
        get
        {
            int network = NetworkHeader;
            if (network < 0)
            {
                return -1;
            }

            int transport = network + ((Data[network] & 15) * 4);
            int payload = transport + 12 < Data.Length ? transport + ((Data[transport + 12] >> 4) * 4) : Data.Length;
            return payload < Data.Length ? payload : -1;
        }
    }
}
