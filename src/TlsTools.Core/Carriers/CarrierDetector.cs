using System;
using TlsTools.Streams;
using TlsTools.Tls;

namespace TlsTools.Carriers;

/// <summary>
/// Follows what goes before TLS in one TCP conversation: STARTTLS dialogues, proxies, negotiations. Whether the first bytes are
/// TLS at once is not its concern. Of a conversation that is none of these nothing is kept.
/// </summary>
internal sealed class CarrierDetector
{
    private PendingBytes _fromInitiator;
    private PendingBytes _fromResponder;
    private Dialogue? _dialogue;
    private string? _tunnel;
    private StreamDirection _client;
    private bool _ended;
    private bool _initiatorBegan;
    private bool _responderBegan;
    private int _taken;

    /// <summary>The name of what was recognised; null where nothing was.</summary>
    public string? Carrier => _dialogue?.Carrier ?? _tunnel;

    /// <summary>Which direction is the client's; only where a <see cref="Carrier"/> was recognised.</summary>
    public StreamDirection Client => _client;

    /// <summary>What stood against TLS, unless it began nevertheless.</summary>
    public CarrierRefusal? Refusal => _initiatorBegan || _responderBegan ? null : _dialogue?.Refusal;

    /// <summary>Whether both ends agreed on TLS, which may be still to come.</summary>
    public bool HasAgreed { get; private set; }

    /// <summary>What takes TLS out of the packets that it is wrapped in; null where it is not wrapped.</summary>
    public TdsUnwrapper? Unwrapper => _dialogue?.Unwrapper;

    /// <summary>The next bytes of a direction, none left out since the beginning.</summary>
    /// <param name="direction">The direction.</param>
    /// <param name="bytes">Valid during the call only.</param>
    /// <param name="tlsOffset">With <see cref="CarrierVerdict.Tls"/>, where TLS begins in these bytes; what is before it has been read.</param>
    /// <returns>What is known now, of this direction.</returns>
    public CarrierVerdict Push(StreamDirection direction, ReadOnlySpan<byte> bytes, out int tlsOffset)
    {
        tlsOffset = 0;
        if (Began(direction))
        {
            return CarrierVerdict.Tls;
        }

        _taken += bytes.Length;
        if (_ended || _taken > MaximumDialogue)
        {
            return End();
        }

        ref PendingBytes pending = ref Pending(direction);
        int before = pending.Count;
        int read;
        if (before == 0)
        {
            read = Read(direction, bytes);
            if (!Began(direction) && !_ended && read < bytes.Length)
            {
                pending.Append(bytes.Slice(read));
            }
        }
        else
        {
            pending.Append(bytes);
            read = Read(direction, pending.Span);
            pending.Consume(read);
        }

        if (_dialogue is not null && !_ended)
        {
            ReadPending(Opposite(direction));
        }

        if (!Began(direction))
        {
            return _ended ? End() : CarrierVerdict.NeedMore;
        }

        // TLS is known by its first byte, so that cannot be among those that waited. Were it so, framing would be lost.
        tlsOffset = Math.Max(0, read - before);
        return CarrierVerdict.Tls;
    }

    /// <summary>Bytes of a direction are missing: the dialogue cannot be followed any more, only its name remains.</summary>
    public void Gap() => _ended = true;

    // Reads as far as it can, and says how far that is.
    private int Read(StreamDirection direction, ReadOnlySpan<byte> bytes)
    {
        int read = 0;
        while (read < bytes.Length && !_ended)
        {
            ReadOnlySpan<byte> rest = bytes.Slice(read);
            if (HasAgreed || (_dialogue is null && _tunnel is not null && IsTls(rest)))
            {
                Begin(rest);
                return read;
            }

            if (_dialogue is null)
            {
                if (!TryRecognize(direction, rest))
                {
                    return read;
                }

                continue;
            }

            if (_dialogue.HasAsked && direction == _client && IsTls(rest))
            {
                BeganBy(direction) = true;
                return read;
            }

            int taken = _dialogue.Read(SideOf(direction), rest);
            read += taken;
            Follow(_dialogue.State);
            if (taken == 0)
            {
                return read;
            }
        }

        return read;
    }

    // What was agreed upon must come: a capture from behind the decryption goes on in plaintext.
    private void Begin(ReadOnlySpan<byte> rest)
    {
        bool isTls = IsTls(rest) || (Unwrapper is not null && rest[0] == TdsUnwrapper.PreLogin);
        _initiatorBegan |= isTls;
        _responderBegan |= isTls;
        _ended = !isTls;
        HasAgreed &= isTls;
    }

    private void Follow(DialogueState state)
    {
        switch (state)
        {
            case DialogueState.Tls:
                HasAgreed = true;
                break;
            case DialogueState.Tunnel:
                _tunnel = _dialogue!.Carrier;
                _dialogue = null;
                break;
            case DialogueState.Over:
                _ended = true;
                break;
        }
    }

    private bool TryRecognize(StreamDirection direction, ReadOnlySpan<byte> bytes)
    {
        StreamDirection other = Opposite(direction);
        ReadOnlySpan<byte> answered = Pending(other).Span;
        bool fromInitiator = direction == StreamDirection.FromInitiator;
        ReadOnlySpan<byte> initiator = fromInitiator ? bytes : answered;
        ReadOnlySpan<byte> responder = fromInitiator ? answered : bytes;
        if (!TryRecognize(initiator, responder, StreamDirection.FromInitiator, out bool isOpen)
            && !TryRecognize(responder, initiator, StreamDirection.FromResponder, out bool isOpenReversed))
        {
            _ended = !(isOpen || isOpenReversed) || bytes.Length + answered.Length > MaximumUnrecognized;
            return false;
        }

        // A server's greeting is heard before what the client says to it.
        if (_dialogue!.ServerBegins && other != _client)
        {
            ReadPending(other);
        }

        return true;
    }

    private bool TryRecognize(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server, StreamDirection clientDirection, out bool isOpen)
    {
        isOpen = false;
        foreach ((Recognizer recognize, Func<Dialogue> begin) in CarrierTable.Rows)
        {
            Recognition recognition = recognize(client, server);
            isOpen |= recognition == Recognition.Maybe;
            if (recognition == Recognition.Yes)
            {
                _client = clientDirection;
                _dialogue = begin();
                return true;
            }
        }

        return false;
    }

    private void ReadPending(StreamDirection direction)
    {
        ref PendingBytes pending = ref Pending(direction);
        if (pending.Count > 0)
        {
            pending.Consume(Read(direction, pending.Span));
        }
    }

    private CarrierVerdict End()
    {
        _ended = true;
        _fromInitiator = default;
        _fromResponder = default;
        return CarrierVerdict.Ended;
    }

    // The first record is a handshake or an alert, or a hello in the framing of SSL 2.0.
    private static bool IsTls(ReadOnlySpan<byte> bytes) =>
        bytes[0] is (byte)ContentType.Handshake or (byte)ContentType.Alert
            ? bytes.Length < 2 || bytes[1] is 1 or 3
            : bytes[0] >= 0x80 && bytes.Length >= 5 && bytes[2] == 1 && (bytes[3] == 3 || (bytes[3] == 0 && bytes[4] == 2));

    private bool Began(StreamDirection direction) => BeganBy(direction);

    private ref bool BeganBy(StreamDirection direction)
    {
        if (direction == StreamDirection.FromInitiator)
        {
            return ref _initiatorBegan;
        }

        return ref _responderBegan;
    }

    private ref PendingBytes Pending(StreamDirection direction)
    {
        if (direction == StreamDirection.FromInitiator)
        {
            return ref _fromInitiator;
        }

        return ref _fromResponder;
    }

    private Side SideOf(StreamDirection direction) => direction == _client ? Side.Client : Side.Server;

    private static StreamDirection Opposite(StreamDirection direction) =>
        direction == StreamDirection.FromInitiator ? StreamDirection.FromResponder : StreamDirection.FromInitiator;

    // A dialogue that comes to TLS does so within some dozen lines; LDAP searches and greetings with terms of use are the
    // longest. Protects memory and time from conversations that begin like one and then carry data.
    private const int MaximumDialogue = 64 * 1024;

    // Every carrier is known by less. Protects the memory from conversations that look for long like several of them.
    private const int MaximumUnrecognized = 1024;
}
