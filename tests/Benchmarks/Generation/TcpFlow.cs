using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Net;

namespace TlsTools.Benchmarks.Generation;

/// <summary>One TCP connection, written as the frames that both ends send.</summary>
internal sealed class TcpFlow
{
    private readonly List<Frame> _frames = [];
    private readonly FrameHeader[] _headers;
    private readonly uint[] _next = new uint[2];
    private int _unacknowledged;

    /// <summary>Begins with the three packets that open the connection.</summary>
    /// <param name="number">Decides the addresses and ports; every tenth connection is IPv6.</param>
    /// <param name="random">For sequence numbers.</param>
    public TcpFlow(int number, Random random)
    {
        bool version6 = number % 10 == 9;
        IPEndPoint client = new(Address(version6, 10, (uint)(number / 20_000 * 256) + (uint)(number % 200)), 32_768 + (number % 20_000));
        IPEndPoint server = new(Address(version6, 172, (uint)(number % CertificateStock.Servers) + 1), s_serverPorts[number % s_serverPorts.Length]);
        _headers = [new FrameHeader(client, server), new FrameHeader(server, client)];
        _next[0] = (uint)random.NextInt64(uint.MaxValue);
        _next[1] = (uint)random.NextInt64(uint.MaxValue);
        SendControl(0, Syn, s_synOptions);
        SendControl(1, Syn | Ack, s_synOptions);
        SendControl(0, Ack);
    }

    /// <summary>What was sent so far.</summary>
    public IReadOnlyList<Frame> Frames => _frames;

    /// <summary>Bytes that these take in a file.</summary>
    public int Size { get; private set; }

    /// <summary>Sends bytes in as many segments as they need.</summary>
    /// <param name="direction">0 the client, 1 the server.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="isApplicationData">Whether all of them are.</param>
    public void Send(int direction, ReadOnlySpan<byte> bytes, bool isApplicationData = false)
    {
        while (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> segment = bytes[..Math.Min(bytes.Length, MaximumSegment)];
            bytes = bytes[segment.Length..];
            Add(direction, Ack | (bytes.IsEmpty ? Push : 0), [], segment, isApplicationData);
            _unacknowledged++;
            if (_unacknowledged == 4 || bytes.IsEmpty)
            {
                SendControl(1 - direction, Ack);
                _unacknowledged = 0;
            }
        }
    }

    /// <summary>Closes both directions, beginning with one.</summary>
    public void Close(int first)
    {
        SendControl(first, Fin | Ack);
        SendControl(1 - first, Fin | Ack);
        SendControl(first, Ack);
    }

    private void SendControl(int direction, int flags, byte[]? options = null) => Add(direction, flags, options ?? [], [], false);

    private void Add(int direction, int flags, ReadOnlySpan<byte> options, ReadOnlySpan<byte> payload, bool isApplicationData)
    {
        uint acknowledged = (flags & Ack) == 0 ? 0 : _next[1 - direction];
        byte[] bytes = _headers[direction].Write(_next[direction], acknowledged, flags, options, payload);
        _next[direction] += (uint)payload.Length + ((flags & (Syn | Fin)) == 0 ? 0u : 1u);
        _frames.Add(new Frame(bytes, direction, !payload.IsEmpty, isApplicationData));
        Size += bytes.Length + 16;
    }

    private static IPAddress Address(bool version6, byte net, uint host)
    {
        byte[] address = new byte[version6 ? 16 : 4];
        if (version6)
        {
            BinaryPrimitives.WriteUInt32BigEndian(address, 0x20010db8);
            address[7] = net;
        }

        BinaryPrimitives.WriteUInt32BigEndian(address.AsSpan(address.Length - 4), ((uint)net << 24) | (net == 172 ? 0x10_0000u : 0) | host);
        return new IPAddress(address);
    }

    private const int Fin = 0x01;
    private const int Syn = 0x02;
    private const int Push = 0x08;
    private const int Ack = 0x10;

    // 20 bytes of IPv6 header more than IPv4 keep its frames within 1514 bytes as well.
    private const int MaximumSegment = 1440;

    private static readonly int[] s_serverPorts = [443, 443, 443, 8443, 9094, 636];

    // Maximum segment size, selective acknowledgments permitted, window scale 7.
    private static readonly byte[] s_synOptions = [2, 4, 0x05, 0xa0, 1, 1, 4, 2, 1, 3, 3, 7];
}
