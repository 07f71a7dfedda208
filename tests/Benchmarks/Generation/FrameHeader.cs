using System;
using System.Buffers.Binary;
using System.Net;

namespace TlsTools.Benchmarks.Generation;

/// <summary>Writes the frames of one direction of a connection: Ethernet, IP and TCP with right checksums.</summary>
internal sealed class FrameHeader(IPEndPoint source, IPEndPoint destination)
{
    private readonly byte[] _source = source.Address.GetAddressBytes();
    private readonly byte[] _destination = destination.Address.GetAddressBytes();
    private ushort _identification;

    /// <summary>Writes one frame.</summary>
    public byte[] Write(uint sequence, uint acknowledged, int flags, ReadOnlySpan<byte> options, ReadOnlySpan<byte> payload)
    {
        bool version6 = _source.Length == 16;
        int ipLength = version6 ? 40 : 20;
        int tcpLength = 20 + options.Length + payload.Length;
        byte[] frame = new byte[EthernetLength + ipLength + tcpLength];
        WriteEthernet(frame, version6);
        Span<byte> ip = frame.AsSpan(EthernetLength, ipLength);
        if (version6)
        {
            WriteIPv6(ip, tcpLength);
        }
        else
        {
            WriteIPv4(ip, tcpLength);
        }

        Span<byte> tcp = frame.AsSpan(EthernetLength + ipLength);
        BinaryPrimitives.WriteUInt16BigEndian(tcp, (ushort)source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[2..], (ushort)destination.Port);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], acknowledged);
        tcp[12] = (byte)((20 + options.Length) << 2);
        tcp[13] = (byte)flags;
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], 64_240);
        options.CopyTo(tcp[20..]);
        payload.CopyTo(tcp[(20 + options.Length)..]);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[16..], Checksum(Sum(_source) + Sum(_destination) + Tcp + (ulong)tcpLength + Sum(tcp)));
        return frame;
    }

    private static void WriteEthernet(Span<byte> frame, bool version6)
    {
        // Locally administered addresses of a router and a host.
        frame[0] = 0x02;
        frame[5] = 0x01;
        frame[6] = 0x02;
        frame[11] = 0x02;
        BinaryPrimitives.WriteUInt16BigEndian(frame[12..], (ushort)(version6 ? 0x86dd : 0x0800));
    }

    private void WriteIPv4(Span<byte> ip, int payloadLength)
    {
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)(ip.Length + payloadLength));
        BinaryPrimitives.WriteUInt16BigEndian(ip[4..], _identification++);
        ip[6] = 0x40;
        ip[8] = 64;
        ip[9] = Tcp;
        _source.CopyTo(ip[12..]);
        _destination.CopyTo(ip[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], Checksum(Sum(ip)));
    }

    private void WriteIPv6(Span<byte> ip, int payloadLength)
    {
        ip[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(ip[4..], (ushort)payloadLength);
        ip[6] = Tcp;
        ip[7] = 64;
        _source.CopyTo(ip[8..]);
        _destination.CopyTo(ip[24..]);
    }

    private static ulong Sum(ReadOnlySpan<byte> bytes)
    {
        // 32 bits at a time give the same sum modulo 2^16 - 1.
        ulong sum = 0;
        while (bytes.Length >= 4)
        {
            sum += BinaryPrimitives.ReadUInt32BigEndian(bytes);
            bytes = bytes[4..];
        }

        for (int i = 0; i < bytes.Length; i++)
        {
            sum += (ulong)bytes[i] << (24 - (8 * i));
        }

        return sum;
    }

    private static ushort Checksum(ulong sum)
    {
        while (sum > 0xffff)
        {
            sum = (sum >> 16) + (sum & 0xffff);
        }

        return (ushort)~sum;
    }

    private const int EthernetLength = 14;
    private const byte Tcp = 6;
}
