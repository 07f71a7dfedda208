using System;
using System.Collections.Generic;
using TlsTools.Carriers;
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
    private CarrierDetector? _dialogue;
    private string? _carrier;
    private bool _isRefused;
    private long? _refusalPacket;
    private readonly Provenance?[] _closings = new Provenance?[2];
    private readonly Provenance?[] _resets = new Provenance?[2];
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
    public string Carrier => _carrier ?? _dialogue?.Carrier ?? "Tcp";

    /// <summary>Which end asked for TLS or looked for it, where a dialogue was to lead there.</summary>
    public StreamDirection AskingDirection => _dialogue?.Client ?? StreamDirection.FromInitiator;

    /// <summary>What stood against TLS in a dialogue that was to lead there.</summary>
    public CarrierRefusal? Refusal => _builder is null && _dialogue?.Refusal is { } refusal ? refusal with { Packet = _refusalPacket } : null;

    /// <summary>Whether both ends agreed on TLS, and then there was none.</summary>
    public bool IsAwaited => _builder is null && _dialogue is { HasAgreed: true };

    /// <inheritdoc/>
    public void OnData(StreamDirection direction, ReadOnlySpan<byte> bytes, in Provenance provenance)
    {
        if (_builder is null)
        {
            Look(direction, bytes, provenance);
        }
        else if (_dialogue is null)
        {
            Read(direction, bytes, provenance);
        }
        else
        {
            CarrierVerdict verdict = _dialogue.Push(direction, bytes, out int offset);
            ReadCarried(direction, verdict == CarrierVerdict.NeedMore ? default : bytes.Slice(offset), provenance);
        }
    }

    /// <inheritdoc/>
    public void OnGap(StreamDirection direction, long length, GapReason reason, in Provenance provenance)
    {
        DecideAtGap(direction);
        _builder?.Gap((Side)direction, length, reason, provenance);
        _missesStart |= _builder is null;
        _dialogue?.Gap();
    }

    /// <inheritdoc/>
    public void OnFin(StreamDirection direction, in Provenance provenance)
    {
        DecideAtEnd(direction);
        _closings[(int)direction] ??= provenance;
        _builder?.Fin((Side)direction, provenance);
    }

    /// <inheritdoc/>
    public void OnReset(StreamDirection direction, in Provenance provenance)
    {
        _resets[(int)direction] ??= provenance;
        _builder?.Reset((Side)direction, provenance);
    }

    /// <summary>The packet by which an end closed or reset the connection; null where it did neither.</summary>
    /// <param name="ending">Which of both.</param>
    /// <param name="sender">The end, taking the initiator for the client.</param>
    public long? PacketOf(ConnectionEnding ending, Side? sender) => (ending, sender) switch
    {
        (ConnectionEnding.Fin, { } side) => _closings[(int)side]?.Packet,
        (ConnectionEnding.Reset, { } side) => _resets[(int)side]?.Packet,
        _ => null,
    };

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

    /// <summary>What the initiator said that is no TLS; null where it said nothing.</summary>
    public Transcript? ReadHeld()
    {
        if (_held.Count == 0)
        {
            return null;
        }

        HandshakeBuilder builder = new(session.Budget, session.Shared, secrets: null);
        builder.Progress.AssumeClient(0);
        foreach (HeldBytes held in _held)
        {
            builder.Push((Side)held.Direction, held.Bytes, held.Provenance);
        }

        builder.End();
        Transcript transcript = builder.ToTranscript();
        builder.Release();
        return transcript;
    }

    private void Look(StreamDirection direction, ReadOnlySpan<byte> bytes, in Provenance provenance)
    {
        bool isMidStream = _missesStart || (!conversation.SawSyn && !conversation.SawSynAck);
        int before = HeldOf(direction);
        bool isStart = before == 0 ? TlsStart.IsStart(bytes) : TlsStart.IsHello(bytes);
        if (_isRefused || ((before > 0 || !isStart) && Follow(direction, bytes, provenance)))
        {
            return;
        }

        if (before > 0 && before < TlsStart.Needed && !TlsStart.IsHello(bytes))
        {
            _held.Add(new HeldBytes(direction, bytes.ToArray(), 0, default, provenance));
            DecideOnHeld(direction, isLast: false);
            return;
        }

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

        if (++_looks > MaximumLooks && Refusal is null && !IsAwaited)
        {
            place.Decide(isTls: false);
            session.NoteOtherData();
            conversation.Detach();
        }
    }

    // Whether a dialogue has led to TLS, or will not any more though the client wanted it.
    private bool Follow(StreamDirection direction, ReadOnlySpan<byte> bytes, in Provenance provenance)
    {
        CarrierDetector dialogue = _dialogue ??= new CarrierDetector();
        CarrierVerdict verdict = dialogue.Push(direction, bytes, out int offset);
        _refusalPacket = dialogue.Refusal is null ? null : _refusalPacket ?? provenance.Packet;
        if (verdict == CarrierVerdict.Tls)
        {
            Begin(dropHeld: true);
            _dialogue = dialogue;
            ReadCarried(direction, bytes.Slice(offset), provenance);
            return true;
        }

        _isRefused = verdict == CarrierVerdict.Ended && Refusal is not null;
        return _isRefused;
    }

    private void ReadCarried(StreamDirection direction, ReadOnlySpan<byte> bytes, in Provenance provenance)
    {
        if (_dialogue!.Unwrapper is { } unwrapper)
        {
            while (unwrapper.TryTake((Side)direction, ref bytes, out ReadOnlySpan<byte> tls))
            {
                _builder!.Push((Side)direction, tls, provenance);
            }
        }
        else if (!bytes.IsEmpty)
        {
            Read(direction, bytes, provenance);
        }
    }

    private void Read(StreamDirection direction, ReadOnlySpan<byte> bytes, in Provenance provenance)
    {
        Side sender = (Side)direction;
        _builder!.Push(sender, bytes, provenance);
        int skippable = _builder.Skip(sender);
        if (skippable > 0)
        {
            conversation.Skip(direction, (uint)skippable);
        }
    }

    private void DecideAtEnd(StreamDirection direction)
    {
        if (_builder is null && HeldOf(direction) is > 0 and < TlsStart.Needed)
        {
            DecideOnHeld(direction, isLast: true);
        }
    }

    // What is held cannot be put together with what comes behind the gap.
    private void DecideAtGap(StreamDirection direction)
    {
        if (_builder is null && HeldOf(direction) is > 0 and < TlsStart.Needed)
        {
            if (_held.Exists(held => held.Direction == direction && TlsStart.IsCutHello(held.Bytes)))
            {
                Begin(dropHeld: false);
            }
            else
            {
                _ = _held.RemoveAll(held => held.Direction == direction);
            }
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
        // Where TLS was found by its content though the dialogue has not come so far, something of it is missing.
        _carrier = _dialogue?.Carrier;
        _dialogue = null;
        _builder = new HandshakeBuilder(session.Budget, session.Shared, session.Secrets);
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

        // An end may have closed before the first record came.
        for (int half = 0; half < _closings.Length; half++)
        {
            if (_closings[half] is { } closing)
            {
                _builder.Fin((Side)half, closing);
            }
        }
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
