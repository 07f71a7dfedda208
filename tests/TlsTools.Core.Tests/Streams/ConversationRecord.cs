using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using TlsTools.Streams;

namespace TlsTools.Tests.Streams;

/// <summary>Writes down what a handler is told: bytes as text, the rest in brackets.</summary>
internal sealed class ConversationRecord(TcpConversation conversation) : IConversationHandler
{
    private readonly StringBuilder[] _text = [new(), new()];
    private readonly MemoryStream[] _bytes = [new(), new()];

    public TcpConversation Conversation => conversation;

    public string Client => _text[0].ToString();

    public string Server => _text[1].ToString();

    public byte[] ClientBytes => _bytes[0].ToArray();

    /// <summary>Offset and length of each gap of the client's direction, in bytes of its stream.</summary>
    public List<(long Offset, long Length)> Gaps { get; } = [];

    public ConversationEnd? End { get; private set; }

    /// <summary>Packets of the client's deliveries.</summary>
    public List<long> Packets { get; } = [];

    /// <summary>Called with each delivery.</summary>
    public Action<StreamDirection, string>? Data { get; set; }

    public void OnData(StreamDirection direction, ReadOnlySpan<byte> bytes, in Provenance provenance)
    {
        string text = Encoding.ASCII.GetString(bytes.ToArray());
        _text[(int)direction].Append(text);
        _bytes[(int)direction].Write(bytes.ToArray(), 0, bytes.Length);
        if (direction == StreamDirection.FromInitiator)
        {
            Packets.Add(provenance.Packet);
        }

        Data?.Invoke(direction, text);
    }

    public void OnGap(StreamDirection direction, long length, GapReason reason, in Provenance provenance)
    {
        _text[(int)direction].Append(reason == GapReason.SnapshotLength ? $"[cut {length}]" : $"[gap {length}]");
        if (direction == StreamDirection.FromInitiator)
        {
            long before = 0;
            foreach ((long _, long other) in Gaps)
            {
                before += other;
            }

            Gaps.Add((_bytes[0].Length + before, length));
        }
    }

    public void OnFin(StreamDirection direction, in Provenance provenance) => _text[(int)direction].Append("[fin]");

    public void OnReset(StreamDirection direction, in Provenance provenance) => _text[(int)direction].Append("[reset]");

    public void OnEnd(ConversationEnd end)
    {
        if (End is not null)
        {
            throw new InvalidOperationException("ended twice");
        }

        End = end;
    }
}
