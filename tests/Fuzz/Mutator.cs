using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;

namespace TlsTools.Fuzz;

/// <summary>Changes captures at random: some as bytes, most with the container and the IP lengths kept whole.</summary>
internal sealed class Mutator(Random random)
{
    /// <summary>Makes another capture of one, perhaps with packets of a second.</summary>
    public byte[] Mutate(byte[] file, byte[] other)
    {
        int times = 1 + random.Next(4);
        if (random.Next(8) != 0 && PacketList.TryRead(file) is { } packets)
        {
            for (int i = 0; i < times && packets.Packets.Count > 0; i++)
            {
                MutatePackets(packets.Packets, other);
            }

            return packets.Write();
        }

        byte[] bytes = [.. file];
        for (int i = 0; i < times; i++)
        {
            bytes = MutateBytes(bytes, 0);
        }

        return bytes;
    }

    private void MutatePackets(List<Packet> packets, byte[] other)
    {
        int index = random.Next(packets.Count);
        switch (random.Next(16))
        {
            case 0:
                packets.RemoveAt(index);
                break;
            case 1:
                packets.Insert(random.Next(packets.Count + 1), packets[index]);
                break;
            case 2:
                int second = random.Next(packets.Count);
                (packets[index], packets[second]) = (packets[second], packets[index]);
                break;
            case 3:
                packets[index] = packets[index] with { Data = packets[index].Data[..random.Next(packets[index].Data.Length + 1)] };
                break;
            case 4:
                packets[index] = MutateHeaders(packets[index]);
                break;
            case 5:
                packets.RemoveRange(index, random.Next(packets.Count - index + 1));
                break;
            case 6 when PacketList.TryRead(other) is { } donor:
                packets.InsertRange(index, donor.Packets.Skip(random.Next(donor.Packets.Count)).Take(1 + random.Next(4)));
                break;
            default:
                // Most of what can go wrong stands in the payloads: choose one of them where there is one.
                index = PayloadPacket(packets, index);
                packets[index] = MutatePayload(packets[index]);
                break;
        }
    }

    private int PayloadPacket(List<Packet> packets, int otherwise)
    {
        for (int i = 0; i < 8; i++)
        {
            int index = random.Next(packets.Count);
            if (packets[index].Payload >= 0)
            {
                return index;
            }
        }

        return otherwise;
    }

    private Packet MutateHeaders(Packet packet)
    {
        byte[] data = [.. packet.Data];
        int end = packet.Payload >= 0 ? packet.Payload : data.Length;
        if (end > 0)
        {
            ChangeNumber(data, random.Next(end));
        }

        return packet with { Data = data };
    }

    private Packet MutatePayload(Packet packet)
    {
        int payload = packet.Payload;
        if (payload < 0)
        {
            return packet with { Data = MutateBytes(packet.Data, 0) };
        }

        byte[] data = random.Next(3) == 0 ? [.. packet.Data] : MutateBytes(packet.Data, payload);
        if (RecordHeader(data, payload) is int record && random.Next(3) == 0)
        {
            ChangeNumber(data, Math.Min(data.Length - 1, record + s_headerFields[random.Next(s_headerFields.Length)]));
        }

        if (random.Next(4) != 0 && packet.NetworkHeader is int network and >= 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(network + 2), (ushort)(data.Length - network));
        }

        return packet.With(data);
    }

    private byte[] MutateBytes(byte[] bytes, int from)
    {
        if (bytes.Length <= from)
        {
            return bytes;
        }

        int at = from + random.Next(bytes.Length - from);
        int length = Math.Min(1 << random.Next(10), bytes.Length - at);
        switch (random.Next(6))
        {
            case 0:
                return [.. bytes.AsSpan(0, at), .. bytes.AsSpan(at + length)];
            case 1:
                byte[] inserted = new byte[length];
                random.NextBytes(inserted);
                return [.. bytes.AsSpan(0, at), .. inserted, .. bytes.AsSpan(at)];
            case 2:
                return [.. bytes.AsSpan(0, at + length), .. bytes.AsSpan(at)];
            case 3:
                byte[] flipped = [.. bytes];
                flipped[at] ^= (byte)(1 << random.Next(8));
                return flipped;
            default:
                byte[] changed = [.. bytes];
                ChangeNumber(changed, at);
                return changed;
        }
    }

    // Sets a number of one to four bytes to one that stands at an edge, or moves it a little.
    private void ChangeNumber(byte[] bytes, int at)
    {
        int width = Math.Min(1 + random.Next(4), bytes.Length - at);
        uint old = 0;
        for (int i = 0; i < width; i++)
        {
            old = (old << 8) | bytes[at + i];
        }

        uint number = random.Next(3) switch
        {
            0 => s_edges[random.Next(s_edges.Length)],
            1 => old + (uint)random.Next(-4, 5),
            _ => (uint)random.Next(),
        };
        for (int i = width - 1; i >= 0; i--)
        {
            bytes[at + i] = (byte)number;
            number >>= 8;
        }
    }

    // One of the places that look like the head of a TLS record.
    private int? RecordHeader(byte[] data, int from)
    {
        int start = from + random.Next(data.Length - from + 1);
        for (int i = 0; i < data.Length - from; i++)
        {
            int at = from + ((start - from + i) % (data.Length - from));
            if (at + 5 <= data.Length && data[at] is >= 20 and <= 24 && data[at + 1] == 3 && data[at + 2] <= 4)
            {
                return at;
            }
        }

        return null;
    }

    // Content type, version, record length, handshake type, handshake length, version, session id length.
    private static readonly int[] s_headerFields = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 43];

    private static readonly uint[] s_edges =
        [0, 1, 2, 3, 4, 5, 0x7f, 0x80, 0xfe, 0xff, 0x100, 0x3fff, 0x4000, 0x4001, 0x7fff, 0x8000, 0xffff, 0x10000, 0xffffff, 0x7fffffff, 0x80000000, 0xffffffff];
}
