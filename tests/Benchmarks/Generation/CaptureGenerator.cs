using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace TlsTools.Benchmarks.Generation;

/// <summary>Writes a pcap of interleaved TLS connections; the same profile and seed make the same bytes.</summary>
internal sealed class CaptureGenerator(CaptureProfile profile, int seed)
{
    private readonly Random _random = new(seed);
    private readonly GeneratedCounts _counts = new();
    private readonly byte[] _packetHeader = new byte[16];
    private long _microseconds = 1_767_225_600_000_000;
    private long _planned;
    private int _flows;

    /// <summary>Writes the whole capture.</summary>
    public GeneratedCounts Write(Stream file)
    {
        WriteFileHeader(file);
        CertificateStock certificates = new(_random);
        List<Queue<Frame>> active = [];
        while (_flows < profile.Flows || active.Count > 0)
        {
            while (_flows < profile.Flows && active.Count < ConcurrentFlows)
            {
                active.Add(MakeFlow(certificates));
            }

            int chosen = _random.Next(active.Count);
            for (int burst = _random.Next(1, 5); burst > 0 && active[chosen].Count > 0; burst--)
            {
                WritePacket(file, active[chosen].Dequeue());
            }

            if (active[chosen].Count == 0)
            {
                active.RemoveAt(chosen);
            }
        }

        return _counts;
    }

    private Queue<Frame> MakeFlow(CertificateStock certificates)
    {
        FlowPlan plan = FlowPlan.Draw(_random, profile);
        _counts.Handshakes++;
        _counts.Mutual += plan.Mutual ? 1 : 0;
        _counts.Failed += plan.Failure == FlowFailure.None ? 0 : 1;
        TcpFlow flow = new(_flows++, _random);

        // What earlier connections left, because they failed, later ones take.
        new TlsDialogue(flow, plan, certificates, _random).Play((long)(_flows * profile.BytesPerFlow) - _planned);
        Queue<Frame> frames = SegmentDisorder.Apply(flow.Frames, profile.DisturbedOf1000, _random);
        _planned += frames.Sum(frame => (long)frame.Bytes.Length + _packetHeader.Length);
        return frames;
    }

    private static void WriteFileHeader(Stream file)
    {
        byte[] header = new byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xa1b2c3d4);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(4), 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(6), 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(16), 262_144);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(20), 1);
        file.Write(header);
    }

    private void WritePacket(Stream file, Frame frame)
    {
        _microseconds += _random.Next(1, 40);
        BinaryPrimitives.WriteUInt32LittleEndian(_packetHeader, (uint)(_microseconds / 1_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(_packetHeader.AsSpan(4), (uint)(_microseconds % 1_000_000));
        BinaryPrimitives.WriteInt32LittleEndian(_packetHeader.AsSpan(8), frame.Bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(_packetHeader.AsSpan(12), frame.Bytes.Length);
        file.Write(_packetHeader);
        file.Write(frame.Bytes);
        int length = _packetHeader.Length + frame.Bytes.Length;
        _counts.Packets++;
        _counts.ApplicationDataPacketBytes += frame.IsApplicationData ? length : 0;
    }

    private const int ConcurrentFlows = 50;
}
