using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using TlsTools.Capture;
using TlsTools.Network;
using TlsTools.Protection;
using TlsTools.Tls;
using TlsTools.Wire;

namespace TlsTools.Probe;

/// <summary>
/// Keeps what was on the wire of connections of ours as pcapng, with the secrets of those whose TLS is our own, so that Wireshark opens
/// and decrypts it. What TCP and IP had around it, the platform does not tell; it is made up, with numbers and checksums that are right.
/// </summary>
public sealed class ProbeCapture : IDisposable
{
    private readonly object _lock = new();
    private readonly Stream _output;
    private readonly PacketWriter _writer;
    private readonly PacketBuilder _packets = new(addresses: null);

    /// <summary>Begins a capture.</summary>
    /// <param name="output">Takes it; closed with this object.</param>
    public ProbeCapture(Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
        _writer = new PacketWriter(output, isPcapNg: true);
    }

    /// <summary>Ends the capture.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _writer.End();
            _output.Dispose();
        }
    }

    /// <summary>Adds a connection that is over; one that did not come about leaves nothing.</summary>
    internal void Add(RecordedConnection connection, IReadOnlyList<(Side Sender, byte[] Bytes, CaptureTime Time)> pieces, byte[] secrets)
    {
        if (connection.Client is not { } client)
        {
            return;
        }

        lock (_lock)
        {
            // Before the packets, as those want it who read a capture once.
            _writer.WriteSecrets(secrets);
            Sender[] ends = [new Sender(client, FirstClientNumber), new Sender(connection.Server, FirstServerNumber)];
            Send(ends, Side.Client, TcpFlags.Syn, connection.Started);
            Send(ends, Side.Server, TcpFlags.Syn | TcpFlags.Ack, connection.Started);
            Send(ends, Side.Client, TcpFlags.Ack, connection.Started);
            foreach ((Side sender, byte[] bytes, CaptureTime time) in pieces)
            {
                for (int start = 0; start < bytes.Length; start += LongestSegment)
                {
                    Send(ends, sender, TcpFlags.Psh | TcpFlags.Ack, time, bytes.AsSpan(start, Math.Min(LongestSegment, bytes.Length - start)));
                }
            }

            Side own = connection.Peer == Side.Client ? Side.Server : Side.Client;
            Side first = connection.State is ConnectionState.Closed or ConnectionState.Reset ? connection.Peer : own;
            Send(ends, first, connection.State == ConnectionState.Reset ? TcpFlags.Rst | TcpFlags.Ack : TcpFlags.Fin | TcpFlags.Ack, connection.Now.Time);
            if (connection.State == ConnectionState.Closed)
            {
                Send(ends, own, TcpFlags.Fin | TcpFlags.Ack, connection.Now.Time);
            }

            _output.Flush();
        }
    }

    private void Send(Sender[] ends, Side side, TcpFlags flags, CaptureTime time, ReadOnlySpan<byte> payload = default)
    {
        Sender from = ends[(int)side];
        Sender to = ends[1 - (int)side];
        uint acknowledged = (flags & TcpFlags.Ack) != 0 ? to.Next : 0;
        byte[] header = new WireWriter()
            .UInt16(from.EndPoint.Port).UInt16(to.EndPoint.Port)
            .UInt16((int)(from.Next >> 16)).UInt16((int)(from.Next & 0xffff))
            .UInt16((int)(acknowledged >> 16)).UInt16((int)(acknowledged & 0xffff))
            .UInt16((HeaderWords << 12) | (int)flags).UInt16(ushort.MaxValue).UInt16(0).UInt16(0)
            .ToArray();
        _packets.Begin(new TcpSegment
        {
            SourceAddress = from.Address,
            DestinationAddress = to.Address,
            TimeToLive = 64,
            Header = header,
            Payload = payload,
            PayloadLength = payload.Length,
        });
        payload.CopyTo(_packets.Payload);
        ReadOnlySpan<byte> packet = _packets.Finish(payload.Length, payload.Length);
        _writer.Write(time, packet, packet.Length);
        from.Next += (uint)payload.Length + ((flags & (TcpFlags.Syn | TcpFlags.Fin)) != 0 ? 1u : 0);
    }

    private sealed class Sender(IPEndPoint endPoint, uint next)
    {
        public IPEndPoint EndPoint { get; } = endPoint;

        public byte[] Address { get; } = endPoint.Address.GetAddressBytes();

        public uint Next { get; set; } = next;
    }

    // What fits a packet of Ethernet.
    private const int LongestSegment = 1440;
    private const int HeaderWords = 5;
    private const uint FirstClientNumber = 1000;
    private const uint FirstServerNumber = 2000;
}
