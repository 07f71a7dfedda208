using System;
using System.Collections.Generic;
using System.Net;
using TlsTools.Capture;
using TlsTools.Handshakes;
using TlsTools.Network;
using TlsTools.Streams;

namespace TlsTools.Protection;

/// <summary>Takes each packet of a capture.</summary>
/// <param name="stream">Its connection; a negative number where it is none of TCP.</param>
/// <param name="segment">Its segment.</param>
/// <param name="time">When it was captured.</param>
internal delegate void PacketTaker(int stream, scoped in TcpSegment segment, CaptureTime time);

/// <summary>Writes the packets of connections that are kept, with what is planned to be kept of them.</summary>
internal sealed class PacketCopy(PacketWriter writer, IReadOnlyDictionary<int, ConnectionPlan> plans, PacketBuilder builder, bool truncate)
{
    // The latest packet of the copy, and the latest behind it that is not in the copy.
    private CaptureTime? _written;
    private CaptureTime? _leftOut;

    /// <summary>Packets written.</summary>
    public long Packets { get; private set; }

    /// <summary>Packets not written.</summary>
    public long PacketsLeftOut { get; private set; }

    /// <summary>Payload bytes that were copied.</summary>
    public long BytesKept { get; private set; }

    /// <summary>Payload bytes that were not.</summary>
    public long BytesRemoved { get; private set; }

    /// <summary>Takes a packet.</summary>
    public void Take(int stream, scoped in TcpSegment segment, CaptureTime time)
    {
        if (stream < 0 || !plans.TryGetValue(stream, out ConnectionPlan? connection))
        {
            PacketsLeftOut++;
            KeepWatching(time);
            _leftOut = _written is null ? null : time;
            return;
        }

        KeepWatching(time);
        builder.Begin(segment);
        StreamPlan plan = connection.Of(IsFrom(connection.Initiator, segment) ? StreamDirection.FromInitiator : StreamDirection.FromResponder);
        int kept = 0;
        int end = 0;

        // A reset may carry text that says why: it is none of the stream.
        if (!segment.Payload.IsEmpty && plan.Base is not null && (segment.Flags & TcpFlags.Rst) == 0)
        {
            SequenceNumber start = new SequenceNumber(segment.SequenceNumber) + ((segment.Flags & TcpFlags.Syn) != 0 ? 1 : 0);
            (kept, end) = plan.Copy(plan.OffsetOf(start), segment.Payload, builder.Payload);
        }

        BytesKept += kept;
        BytesRemoved += segment.Payload.Length - kept;
        Packets++;
        int length = truncate ? end : segment.Payload.Length;
        ReadOnlySpan<byte> packet = builder.Finish(segment.PayloadLength, length);
        writer.Write(time, packet, packet.Length - length + segment.PayloadLength);
        _written = time;
        _leftOut = null;
    }

    /// <summary>No more packets come.</summary>
    public void End()
    {
        Mark();
        writer.End();
    }

    // Who watched for how long in vain is told by all packets, those that are left out too: where the copy would have a pause, or an end,
    // that the capture has not, an empty packet stands for them.
    private void KeepWatching(CaptureTime next)
    {
        if (next.Nanoseconds - _written?.Nanoseconds > WatchedTime.LongestPause)
        {
            Mark();
        }
    }

    private void Mark()
    {
        if (_leftOut is { } time)
        {
            writer.Write(time, s_empty, s_empty.Length);
            _written = time;
            _leftOut = null;
        }
    }

    // IPv4 from 0.0.0.0 to itself, with no next header.
    private static readonly byte[] s_empty = [0x45, 0, 0, 20, 0, 0, 0x40, 0, 64, 59, 0x3a, 0xb0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static bool IsFrom(IPEndPoint end, scoped in TcpSegment segment) =>
        end.Port == segment.SourcePort && new IPAddress(segment.SourceAddress.ToArray()).Equals(end.Address);
}
