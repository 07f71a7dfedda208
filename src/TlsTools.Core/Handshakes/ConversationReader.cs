using System;
using System.Collections.Generic;
using TlsTools.Streams;
using TlsTools.Tls;

namespace TlsTools.Handshakes;

/// <summary>Finds out whether a TCP conversation carries TLS, and where it begins; from there on it feeds a builder.</summary>
/// <param name="session">Takes the handshake at the end.</param>
/// <param name="conversation">The conversation.</param>
/// <param name="place">Its place in the order of output.</param>
internal sealed class ConversationReader(CaptureSession session, TcpConversation conversation, QueuePlace place) : IConversationHandler
{
    private readonly List<HeldBytes> _held = [];
    private HandshakeBuilder? _builder;
    private int _looks;
    private bool _missesStart;

    /// <summary>The conversation.</summary>
    public TcpConversation Conversation => conversation;

    /// <summary>Its place in the order of output.</summary>
    public QueuePlace Place => place;

    /// <summary>What was read of TLS; null when there was none.</summary>
    public HandshakeBuilder? Builder => _builder;

    /// <summary>Whether it carried anything.</summary>
    public bool SawData => _builder is not null || _held.Count > 0;

    /// <summary>What carries TLS.</summary>
    public string Carrier { get; private set; } = "Tcp";

    /// <inheritdoc/>
    public void OnData(StreamDirection direction, ReadOnlySpan<byte> bytes, in Provenance provenance)
    {
        if (_builder is null)
        {
            Look(direction, bytes, provenance);
            return;
        }

        Side sender = (Side)direction;
        _builder.Push(sender, bytes, provenance);
        int skippable = _builder.Skip(sender);
        if (skippable > 0)
        {
            conversation.Skip(direction, (uint)skippable);
        }
    }

    /// <inheritdoc/>
    public void OnGap(StreamDirection direction, long length, GapReason reason, in Provenance provenance)
    {
        _builder?.Gap((Side)direction, length, reason, provenance);
        _missesStart |= _builder is null;
    }

    /// <inheritdoc/>
    public void OnFin(StreamDirection direction, in Provenance provenance)
    {
        DecideAtEnd(direction);
        _builder?.Fin((Side)direction, provenance);
    }

    /// <inheritdoc/>
    public void OnReset(StreamDirection direction, in Provenance provenance) => _builder?.Reset((Side)direction, provenance);

    /// <inheritdoc/>
    public void OnEnd(ConversationEnd end)
    {
        DecideAtEnd(StreamDirection.FromInitiator);
        DecideAtEnd(StreamDirection.FromResponder);
        if (_builder is not null && !_builder.Progress.IsClientKnown)
        {
            _builder.Progress.AssumeClient(IsInitiatorClient() ? 0 : 1);
        }

        session.Finish(this);
    }

    // No message told who the client is. A SYN does; without one there is nothing left but the ports, of which the one that
    // is registered for a service, or else the lower one, is the server's.
    private bool IsInitiatorClient()
    {
        if (conversation.SawSyn || conversation.SawSynAck)
        {
            return true;
        }

        bool fromServer = RefusedConnections.IsTlsPort(conversation.Initiator.Port);
        bool toServer = RefusedConnections.IsTlsPort(conversation.Responder.Port);
        return fromServer == toServer ? conversation.Initiator.Port >= conversation.Responder.Port : toServer;
    }

    private void Look(StreamDirection direction, ReadOnlySpan<byte> bytes, in Provenance provenance)
    {
        bool isMidStream = _missesStart || (!conversation.SawSyn && !conversation.SawSynAck);
        int before = HeldOf(direction);
        if (before > 0 && before < TlsStart.Needed && !TlsStart.IsHello(bytes))
        {
            _held.Add(new HeldBytes(direction, bytes.ToArray(), 0, default, provenance));
            DecideOnHeld(direction, isLast: false);
            return;
        }

        bool isStart = before == 0 ? TlsStart.IsStart(bytes) : TlsStart.IsHello(bytes);
        if (isStart || ((isMidStream || before == 0) && TlsStart.IsRecord(bytes)))
        {
            Begin(dropHeld: before > 0 || isMidStream);
            OnData(direction, bytes, provenance);
            return;
        }

        if (direction == StreamDirection.FromResponder && before == 0 && HttpsExpected.IsSaidIn(bytes))
        {
            Begin(dropHeld: false);
            OnData(direction, bytes, provenance);
            return;
        }

        if (before == 0)
        {
            _held.Add(new HeldBytes(direction, bytes.Slice(0, Math.Min(bytes.Length, HeldLength)).ToArray(), 0, default, provenance));
        }

        if (++_looks > MaximumLooks)
        {
            place.Decide(isTls: false);
            session.NoteOtherData();
            conversation.Detach();
        }
    }

    private void DecideAtEnd(StreamDirection direction)
    {
        if (_builder is null && HeldOf(direction) is > 0 and < TlsStart.Needed)
        {
            DecideOnHeld(direction, isLast: true);
        }
    }

    private void DecideOnHeld(StreamDirection direction, bool isLast)
    {
        byte[] start = new byte[TlsStart.Needed];
        int length = 0;
        foreach (HeldBytes held in _held)
        {
            if (held.Direction == direction)
            {
                int taken = Math.Min(held.Bytes.Length, start.Length - length);
                held.Bytes.AsSpan(0, taken).CopyTo(start.AsSpan(length));
                length += taken;
            }
        }

        if ((isLast || length == start.Length) && TlsStart.IsStart(start.AsSpan(0, length)))
        {
            Begin(dropHeld: false);
        }
    }

    private void Begin(bool dropHeld)
    {
        _builder = new HandshakeBuilder(session.Budget, session.Known);
        place.Decide(isTls: true);
        session.NoteServer(conversation.Responder);
        foreach (HeldBytes held in _held)
        {
            if (!dropHeld)
            {
                _builder.Push((Side)held.Direction, held.Bytes, held.Provenance);
            }
        }

        _held.Clear();
    }

    private int HeldOf(StreamDirection direction)
    {
        int length = 0;
        foreach (HeldBytes held in _held)
        {
            length += held.Direction == direction ? held.Bytes.Length : 0;
        }

        return length;
    }

    // Bytes kept of each direction until it is known whether they matter: a request line or a greeting.
    private const int HeldLength = 128;

    // Segments looked at before a conversation is given up. A dialogue that leads to TLS, as mail servers have it, is over
    // after two or three dozen.
    private const int MaximumLooks = 256;
}
