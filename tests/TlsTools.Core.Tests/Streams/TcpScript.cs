using System;
using System.Collections.Generic;
using System.Text;
using TlsTools.Capture;
using TlsTools.Network;
using TlsTools.Streams;

namespace TlsTools.Tests.Streams;

/// <summary>Plays segments between a client (initial sequence number 100) and a server (500), one millisecond apart.</summary>
internal sealed class TcpScript
{
    private readonly TcpTracker _tracker;

    public TcpScript(TcpLimits? limits = null, Func<TcpConversation, bool>? accept = null) =>
        _tracker = new TcpTracker(
            conversation =>
            {
                if (accept is not null && !accept(conversation))
                {
                    return null;
                }

                Records.Add(new ConversationRecord(conversation));
                return Records[Records.Count - 1];
            },
            limits ?? TcpLimits.Default);

    public TcpTracker Tracker => _tracker;

    public List<ConversationRecord> Records { get; } = [];

    /// <summary>What the handler of the first conversation saw.</summary>
    public ConversationRecord Record => Records[0];

    /// <summary>Nanoseconds of the next packet.</summary>
    public long Time { get; set; } = 1_000_000_000;

    /// <summary>Number of the latest packet.</summary>
    public long Packet { get; private set; }

    /// <summary>Number of the conversation of the latest packet.</summary>
    public int Stream { get; private set; }

    /// <summary>The client's address ends in this; another one is another conversation.</summary>
    public ushort ClientPort { get; set; } = 40000;

    public TcpScript Handshake() =>
        Client(100, "", TcpFlags.Syn).Server(500, "", TcpFlags.Syn | TcpFlags.Ack, 101).Client(101, "", TcpFlags.Ack, 501);

    public TcpScript Client(uint sequence, string payload, TcpFlags flags = TcpFlags.Ack, uint acknowledgment = 501, int cut = 0) =>
        Push(fromClient: true, sequence, payload, flags, acknowledgment, cut);

    public TcpScript Server(uint sequence, string payload, TcpFlags flags = TcpFlags.Ack, uint acknowledgment = 101, int cut = 0) =>
        Push(fromClient: false, sequence, payload, flags, acknowledgment, cut);

    public TcpScript Wait(TimeSpan time)
    {
        Time += time.Ticks * 100;
        return this;
    }

    public TcpScript Complete()
    {
        _tracker.Complete();
        return this;
    }

    private TcpScript Push(bool fromClient, uint sequence, string payload, TcpFlags flags, uint acknowledgment, int cut)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(payload);
        Push(fromClient, sequence, bytes, flags, acknowledgment, cut);
        return this;
    }

    public void Push(bool fromClient, uint sequence, byte[] bytes, TcpFlags flags, uint acknowledgment, int cut = 0)
    {
        TcpSegment segment = new()
        {
            SourceAddress = fromClient ? s_client : s_server,
            DestinationAddress = fromClient ? s_server : s_client,
            SourcePort = fromClient ? ClientPort : ServerPort,
            DestinationPort = fromClient ? ServerPort : ClientPort,
            SequenceNumber = sequence,
            AcknowledgmentNumber = (flags & TcpFlags.Ack) != 0 ? acknowledgment : 0,
            Flags = flags,
            Payload = bytes.AsSpan(0, bytes.Length - cut),
            PayloadLength = bytes.Length,
        };
        Stream = _tracker.Push(segment, new Provenance(++Packet, new CaptureTime(Time, 6)));
        Time += 1_000_000;
    }

    private static readonly byte[] s_client = [10, 0, 0, 2];
    private static readonly byte[] s_server = [10, 0, 0, 1];
    private const ushort ServerPort = 443;
}
