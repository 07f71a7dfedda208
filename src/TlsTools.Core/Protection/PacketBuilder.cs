using System;
using System.Buffers.Binary;
using TlsTools.Network;

namespace TlsTools.Protection;

/// <summary>Builds an IP packet around a TCP segment, with lengths and checksums that are right.</summary>
/// <param name="addresses">Replaces addresses; null where they stay.</param>
internal sealed class PacketBuilder(AddressReplacement? addresses)
{
    private byte[] _packet = new byte[2048];

    /// <summary>Where the payload goes after <see cref="Begin"/>; zeros.</summary>
    public Span<byte> Payload => _packet.AsSpan(PayloadStart, PayloadLength);

    private int PayloadStart { get; set; }

    private int PayloadLength { get; set; }

    /// <summary>Lays the headers of a packet for a segment.</summary>
    public void Begin(in TcpSegment segment)
    {
        bool isVersion4 = segment.SourceAddress.Length == 4;
        int ipLength = isVersion4 ? Ipv4.MinimumLength : Ipv6.HeaderLength;
        int tcpLength = Math.Max((segment.Header[12] >> 4) * 4, Tcp.MinimumLength);
        PayloadStart = ipLength + tcpLength;
        PayloadLength = segment.Payload.Length;
        if (_packet.Length < PayloadStart + PayloadLength)
        {
            _packet = new byte[PayloadStart + PayloadLength];
        }

        _packet.AsSpan(0, PayloadStart + PayloadLength).Clear();
        ReadOnlySpan<byte> source = addresses is null ? segment.SourceAddress : addresses.Replace(segment.SourceAddress);
        ReadOnlySpan<byte> destination = addresses is null ? segment.DestinationAddress : addresses.Replace(segment.DestinationAddress);
        Span<byte> ip = _packet.AsSpan(0, ipLength);
        int wireLength = tcpLength + segment.PayloadLength;
        if (isVersion4)
        {
            ip[0] = 0x45;

            // More than fits was handed to the network card in one piece; there the field is 0.
            BinaryPrimitives.WriteUInt16BigEndian(ip.Slice(2), (ushort)(ipLength + wireLength > ushort.MaxValue ? 0 : ipLength + wireLength));
            ip[6] = 0x40;
            ip[8] = segment.TimeToLive;
            ip[9] = IpProtocols.Tcp;
            source.CopyTo(ip.Slice(12));
            destination.CopyTo(ip.Slice(16));
            BinaryPrimitives.WriteUInt16BigEndian(ip.Slice(10), Finish(Add(0, ip)));
        }
        else
        {
            ip[0] = 0x60;
            BinaryPrimitives.WriteUInt16BigEndian(ip.Slice(4), (ushort)(wireLength > ushort.MaxValue ? 0 : wireLength));
            ip[6] = IpProtocols.Tcp;
            ip[7] = segment.TimeToLive;
            source.CopyTo(ip.Slice(8));
            destination.CopyTo(ip.Slice(24));
        }

        Span<byte> tcp = _packet.AsSpan(ipLength, tcpLength);
        segment.Header.Slice(0, Tcp.MinimumLength).CopyTo(tcp);
        CopyOptions(segment.Header.Slice(Tcp.MinimumLength), tcp.Slice(Tcp.MinimumLength));
    }

    /// <summary>Fills in the checksum.</summary>
    /// <param name="wireLength">Payload bytes that the packet had on the wire.</param>
    /// <param name="kept">Payload bytes that it has in the copy.</param>
    public ReadOnlySpan<byte> Finish(int wireLength, int kept)
    {
        bool isVersion4 = _packet[0] == 0x45;
        int ipLength = isVersion4 ? Ipv4.MinimumLength : Ipv6.HeaderLength;
        Span<byte> tcp = _packet.AsSpan(ipLength, PayloadStart - ipLength + PayloadLength);
        tcp[16] = 0;
        tcp[17] = 0;

        // The pseudo header: addresses, length, protocol. Bytes that were not captured count as zeros.
        uint length = (uint)(PayloadStart - ipLength + wireLength);
        ulong sum = Add(0, isVersion4 ? _packet.AsSpan(12, 8) : _packet.AsSpan(8, 32)) + (length >> 16) + (length & 0xffff) + IpProtocols.Tcp;
        BinaryPrimitives.WriteUInt16BigEndian(tcp.Slice(16), Finish(Add(sum, tcp)));
        return _packet.AsSpan(0, PayloadStart + kept);
    }

    // Options that negotiate and measure stay; cookies, signatures and what is unknown could tell more than that.
    private static void CopyOptions(ReadOnlySpan<byte> options, Span<byte> copy)
    {
        copy.Fill(NoOperation);
        for (int at = 0; at < options.Length;)
        {
            byte kind = options[at];
            if (kind == EndOfOptions)
            {
                copy.Slice(at).Clear();
                return;
            }

            int length = kind == NoOperation ? 1 : at + 1 < options.Length ? options[at + 1] : 0;
            if (length == 0 || (length < 2 && kind != NoOperation) || at + length > options.Length)
            {
                return;
            }

            if (kind is 2 or 3 or 4 or 5 or 8)
            {
                options.Slice(at, length).CopyTo(copy.Slice(at));
            }

            at += length;
        }
    }

    private static ulong Add(ulong sum, ReadOnlySpan<byte> bytes)
    {
        int index = 0;
        for (; index + 2 <= bytes.Length; index += 2)
        {
            sum += (uint)((bytes[index] << 8) | bytes[index + 1]);
        }

        return index < bytes.Length ? sum + (uint)(bytes[index] << 8) : sum;
    }

    private static ushort Finish(ulong sum)
    {
        while (sum > 0xffff)
        {
            sum = (sum & 0xffff) + (sum >> 16);
        }

        return (ushort)~sum;
    }

    private const byte EndOfOptions = 0;
    private const byte NoOperation = 1;
}
