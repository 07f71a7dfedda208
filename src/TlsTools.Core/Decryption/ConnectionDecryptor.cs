using System;
using System.Security.Cryptography;
using TlsTools.Decryption.Ciphers;
using TlsTools.Decryption.Records;
using TlsTools.Tls;

namespace TlsTools.Decryption;

/// <summary>
/// Opens the records of one connection. It is told the handshake messages and changes of keys in their order, and asked for each
/// record whether it should be opened. Application data is recognized and dropped.
/// </summary>
/// <param name="sources">What to open with.</param>
internal sealed partial class ConnectionDecryptor(SecretSources sources)
{
    private readonly ProtectedDirection[] _directions = [new ProtectedDirection(), new ProtectedDirection()];
    private readonly RecordProtection?[] _pending = new RecordProtection?[2];
    private HandshakeFacts? _handshake;
    private ConnectionSecrets? _secrets;
    private SuiteProtection _suite;
    private SharedKeySchedule? _schedule;
    private byte[]? _master;
    private bool _isRetried;
    private bool _isChosen;
    private int _clientHalf;
    private long _opened;
    private long _closed;
    private bool _isWrong;
    private bool _isExchanged;
    private string? _remark;

    private bool IsTls13 => _isChosen && _handshake is { Version.IsTls13: true };

    /// <summary>A handshake message has passed.</summary>
    /// <param name="half">Who sent it.</param>
    /// <param name="type">Its type.</param>
    /// <param name="message">The message with its header; the whole of it.</param>
    /// <param name="version">The version that is negotiated so far.</param>
    /// <param name="suite">The suite that is negotiated so far.</param>
    public void OnMessage(int half, HandshakeType type, ReadOnlySpan<byte> message, ProtocolVersion version, CipherSuite suite)
    {
        if (type == HandshakeType.ClientHello)
        {
            OnClientHello(half, message);
        }

        _handshake?.Note(type, message);
        switch (type)
        {
            case HandshakeType.ServerHello when _handshake is not null:
                OnServerHello(message, version, suite);
                break;
            case HandshakeType.HelloRetryRequest:
                _isRetried = true;
                break;
            case HandshakeType.NewSessionTicket when !IsTls13 && _master is not null && sources.NeedsTranscript && message.Length > TicketStart:
                sources.Sessions.Add(message.Slice(TicketStart).ToArray(), _master);
                break;
            case HandshakeType.NewSessionTicket when IsTls13 && _schedule is not null && half != _clientHalf:
                KeepTicket(message);
                break;
            case HandshakeType.EndOfEarlyData when IsTls13:
                EnterEpoch(half, TrafficEpoch.Handshake);
                break;
            case HandshakeType.Finished when IsTls13 && _directions[half].Epoch == TrafficEpoch.Handshake:
                if (half != _clientHalf)
                {
                    _schedule?.Finish(_handshake!.Messages);
                }
                else
                {
                    _schedule?.FinishClient(_handshake!.Messages);
                }

                EnterEpoch(half, TrafficEpoch.Application);
                break;
            case HandshakeType.KeyUpdate when IsTls13 && _directions[half].Protection is not null:
                UpdateKeys(_directions[half]);
                break;
        }
    }

    /// <summary>A ClientHello in the framing of SSL 2.0 has passed.</summary>
    public void OnSsl2Hello(int half, ReadOnlySpan<byte> message)
    {
        // type, version, lengths of ciphers, session id and challenge, then these three (RFC 5246, E.2).
        int challenge = message.Length < 9 ? 0 : (message[7] << 8) | message[8];
        if (challenge > 0 && message.Length >= 9 + challenge)
        {
            _clientHalf = half;
            _handshake = new HandshakeFacts(message.Slice(message.Length - challenge), sources.NeedsTranscript, (ushort)((message[1] << 8) | message[2]));
        }
    }

    /// <summary>An end changes its keys, before TLS 1.3.</summary>
    public void OnChangeCipherSpec(int half)
    {
        if (!_isChosen || IsTls13 || _handshake is null)
        {
            return;
        }

        if (_pending[half] is null)
        {
            MakeKeys();
        }

        _directions[half].Change(_pending[half]);
        _directions[half].Inflater = _pending[half] is not null && _handshake.Compression == Deflate ? new RecordInflater() : null;
        _directions[half].IsLost = _directions[half].Protection is null;
        _pending[half] = null;
    }

    /// <summary>A record begins.</summary>
    /// <param name="half">Who sent it.</param>
    /// <param name="type">What its header says it holds.</param>
    /// <returns>Whether it is to be opened when it is complete. Otherwise it is taken as passed.</returns>
    public bool Wants(int half, ContentType type)
    {
        ProtectedDirection direction = _directions[half];
        if (!_isChosen)
        {
            // Early data; which suite it is protected with, only the ServerHello tells.
            direction.Sequence += type == ContentType.ApplicationData ? 1UL : 0;
            return false;
        }

        if (IsTls13)
        {
            if (type != ContentType.ApplicationData || direction.IsLost)
            {
                _closed += type == ContentType.ApplicationData ? 1 : 0;
                return false;
            }

            return true;
        }

        if (direction.Protection is null)
        {
            _closed += direction.IsLost && type != ContentType.ApplicationData ? 1 : 0;
            return false;
        }

        bool isWanted = type is ContentType.Handshake or ContentType.Alert or ContentType.ChangeCipherSpec;
        if (isWanted || direction.Protection.IsChained || direction.Inflater is not null)
        {
            return !direction.IsLost;
        }

        direction.Sequence++;
        return false;
    }

    /// <summary>The secrets came only now, though records have passed.</summary>
    public void NoteLate() => _remark ??= "The capture holds the secrets only behind records that they open.";

    /// <summary>What the secrets did.</summary>
    public HandshakeDecryption Result => new()
    {
        State = State,
        OpenedRecords = _opened,
        ClosedRecords = _closed,
        Remark = _closed == 0 ? null : _remark ?? (State switch
        {
            DecryptionState.NoSecret or DecryptionState.Partial when _isExchanged && _secrets is null => "The pre-shared key alone does not open a handshake that also exchanged keys; a key log does.",
            DecryptionState.NoSecret => "No secret of this connection was given.",
            DecryptionState.WrongSecret => "The records do not open with the secrets that were given for this connection.",
            DecryptionState.Partial => "Not all secrets of this connection were given, or the capture lacks bytes of it.",
            _ => null,
        }),
    };

    /// <summary>Clears the keys.</summary>
    public void Clear()
    {
        foreach (ProtectedDirection direction in _directions)
        {
            direction.Dispose();
        }

        DropHandshake();
    }

    private DecryptionState State =>
        _closed == 0 ? _opened == 0 ? DecryptionState.NothingEncrypted : DecryptionState.Complete
        : _opened > 0 ? DecryptionState.Partial
        : _remark is not null ? DecryptionState.NotAvailable
        : _isWrong ? DecryptionState.WrongSecret
        : DecryptionState.NoSecret;

    private void OnClientHello(int half, ReadOnlySpan<byte> message)
    {
        if (_handshake is not null && _isRetried && !_isChosen)
        {
            // The second hello after a HelloRetryRequest has the random of the first.
            return;
        }

        DropHandshake();
        _clientHalf = half;
        _handshake = new HandshakeFacts(message, sources.NeedsTranscript);
        if (_handshake.ClientRandomBytes.Length == 0)
        {
            _handshake = null;
        }
    }

    private void OnServerHello(ReadOnlySpan<byte> message, ProtocolVersion version, CipherSuite suite)
    {
        if (message.Length >= RandomStart + ClientRandom.Length
            && Tls.Messages.ServerHello.RetryRandom.SequenceEqual(message.Slice(RandomStart, ClientRandom.Length)))
        {
            _isRetried = true;
            return;
        }

        _handshake!.NoteServerHello(message, version, suite);
        _suite = sources.ProtectionOf(suite);
        _isChosen = _handshake.ServerRandom.Length > 0;
        if (IsTls13)
        {
            BeginTls13();
        }
        else
        {
            // What was counted before was not protected.
            foreach (ProtectedDirection direction in _directions)
            {
                direction.Sequence = direction.Protection is null ? 0 : direction.Sequence;
            }
        }
    }

    private void MakeKeys()
    {
        if (_suite.Cipher == BulkCipher.Unknown || _handshake!.Compression is not (0 or Deflate))
        {
            _remark = _suite.Cipher == BulkCipher.Unknown ? $"{_handshake!.Suite} cannot be decrypted here." : "Records with this compression cannot be read here.";
            return;
        }

        _master ??= MasterSecrets.Find(sources, _handshake);
        if (_master is null)
        {
            return;
        }

        try
        {
            (RecordProtection client, RecordProtection server) = KeyBlock.Protect(_handshake, _suite, _master);
            _pending[_clientHalf] = client;
            _pending[1 - _clientHalf] = server;
        }
        catch (Exception refused) when (refused is CryptographicException or PlatformNotSupportedException)
        {
            _remark = $"The platform refuses {_handshake.Suite}: {refused.Message}";
        }
    }

    private void DropHandshake()
    {
        for (int half = 0; half < _pending.Length; half++)
        {
            _pending[half]?.Dispose();
            _pending[half] = null;
        }

        _schedule?.Clear();
        _schedule = null;
        if (_master is not null)
        {
            Array.Clear(_master, 0, _master.Length);
            _master = null;
        }
    }

    // RFC 3749, 2.
    private const byte Deflate = 1;

    // A NewSessionTicket before TLS 1.3: header, lifetime, length, ticket.
    private const int TicketStart = 10;

    // A message's header and the version stand before the random.
    private const int RandomStart = 6;

    // A header, one byte of type and a tag, or a MAC.
    private const int ShortestRecord = 22;
}
