using System;
using System.Net;
using TlsTools.Streams;
using TlsTools.Tls;

namespace TlsTools.Protection;

/// <summary>Plans what is kept of one connection, from what it carried.</summary>
internal sealed class ConnectionPlan : IConversationHandler
{
    private readonly StreamPlan[] _plans = [new(), new()];
    private readonly DialogueReplacement _dialogues;
    private readonly TcpConversation _conversation;
    private readonly string _carrier;
    private readonly Side _initiator;
    private RecordWalk[]? _walks;
    private readonly int[] _events = new int[2];

    /// <summary>Begins.</summary>
    /// <param name="conversation">The connection.</param>
    /// <param name="handshake">What was read of it.</param>
    /// <param name="names">Replaces names; null where they stay.</param>
    /// <param name="addresses">Replaces addresses; null where they stay.</param>
    /// <param name="keepCertificates">Whether certificates stay.</param>
    public ConnectionPlan(TcpConversation conversation, PlannedHandshake handshake, NameReplacement? names, AddressReplacement? addresses, bool keepCertificates)
    {
        _conversation = conversation;
        _carrier = handshake.Carrier;
        Initiator = conversation.Initiator;
        _initiator = handshake.Client is null || handshake.Client.Equals(conversation.Initiator) ? Side.Client : Side.Server;
        _dialogues = new DialogueReplacement(names);
        _walks = [Walk(0), Walk(1)];

        RecordWalk Walk(int half) => new(_plans[half], _carrier, names is null ? null : new HandshakeReplacement(_plans[half], names, addresses, keepCertificates));
    }

    /// <summary>The end that sent the first packet.</summary>
    public IPEndPoint Initiator { get; }

    /// <summary>What is kept of a direction.</summary>
    public StreamPlan Of(StreamDirection direction) => _plans[(int)direction];

    /// <inheritdoc/>
    public void OnData(StreamDirection direction, ReadOnlySpan<byte> bytes, in Provenance provenance)
    {
        if (_walks is { } walks)
        {
            walks[(int)direction].Push(bytes, walks[1 - (int)direction].HasBegun, isMidStream: !_conversation.SawSyn && !_conversation.SawSynAck);
            Anchor(direction, isCut: false);
        }
    }

    /// <inheritdoc/>
    public void OnGap(StreamDirection direction, long length, GapReason reason, in Provenance provenance)
    {
        if (_walks is { } walks)
        {
            walks[(int)direction].Gap(length, walks[1 - (int)direction].HasBegun);
            Anchor(direction, reason == GapReason.SnapshotLength);
        }
    }

    /// <inheritdoc/>
    public void OnFin(StreamDirection direction, in Provenance provenance)
    {
    }

    /// <inheritdoc/>
    public void OnReset(StreamDirection direction, in Provenance provenance)
    {
    }

    /// <inheritdoc/>
    public void OnEnd(ConversationEnd end)
    {
        for (int half = 0; half < 2 && _walks is not null; half++)
        {
            Span<byte> before = _walks[half].Before;
            if (!before.IsEmpty)
            {
                _dialogues.Replace(before, half == 0 ? _initiator : _initiator == Side.Client ? Side.Server : Side.Client, _carrier);
            }

            _plans[half].Close(before);
        }

        _walks = null;
    }

    // Where the first byte stands follows from where the direction stands now; a cut packet is told in two parts.
    private void Anchor(StreamDirection direction, bool isCut)
    {
        int half = (int)direction;
        _events[half]++;
        if (_events[half] == 1 || (_events[half] == 2 && isCut))
        {
            _plans[half].Base = new SequenceNumber(unchecked(_conversation.State(direction).Next.Value - (uint)_walks![half].Offset));
        }
    }
}

/// <summary>What is known of a connection's handshake before the connection is planned.</summary>
/// <param name="Carrier">What carried TLS.</param>
/// <param name="Client">The client.</param>
internal sealed record PlannedHandshake(string Carrier, IPEndPoint? Client);
