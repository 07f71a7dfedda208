using System;
using System.Buffers.Binary;
using TlsTools.Decryption;
using TlsTools.Streams;
using TlsTools.Tls;

namespace TlsTools.Handshakes;

/// <summary>
/// Walks the records of one sender. Bytes of records that nobody needs are counted, never touched; handshake bytes are
/// kept once; a header may be cut anywhere.
/// </summary>
/// <param name="half">0 or 1, told to the sink with everything.</param>
/// <param name="sink">Takes what was found.</param>
/// <param name="budget">What all senders of the capture may keep together.</param>
internal sealed partial class RecordReader(byte half, IRecordSink sink, MemoryBudget budget)
{
    private readonly MessageAssembler _messages = new(half, sink, budget);
    private readonly byte[] _collected = new byte[CollectedSize];
    private Framing _framing;
    private Content _content;
    private ContentType _type;
    private ushort _version;
    private int _collectedLength;
    private int _recordLength;
    private int _remaining;
    private long _firstPacket;
    private int _ssl2Records;
    private bool _protected;
    private bool _established;

    private enum Framing : byte
    {
        /// <summary>Nothing was read yet.</summary>
        Unknown,

        /// <summary>Record headers follow one another.</summary>
        Records,

        /// <summary>Records of SSL 2.0.</summary>
        Ssl2,

        /// <summary>The place of the next header is not known.</summary>
        Lost,

        /// <summary>These are no records.</summary>
        Plaintext,
    }

    private enum Content : byte
    {
        /// <summary>Counted only.</summary>
        Skipped,

        /// <summary>A handshake record; its first four bytes will tell whether it can be read.</summary>
        Undecided,

        /// <summary>Handshake messages.</summary>
        Handshake,

        /// <summary>A few bytes that are collected until the record ends.</summary>
        Collected,

        /// <summary>A message of SSL 2.0.</summary>
        Ssl2,

        /// <summary>The capture does not have what would be needed to read it.</summary>
        Missing,

        /// <summary>Protected, and there may be keys for it: collected whole.</summary>
        Protected,

        /// <summary>It was protected, and what it holds is told already.</summary>
        Opened,
    }

    /// <summary>Opens protected records; <see langword="null"/> where there are no keys.</summary>
    public ConnectionDecryptor? Decryptor { get; set; }

    /// <summary>The kept bytes of the sender's handshake messages.</summary>
    public ReadOnlySpan<byte> Kept => _messages.Kept;

    /// <summary>How often framing was lost and found again.</summary>
    public int Resynchronizations { get; private set; }

    /// <summary>Whether the sender's bytes end in what is no whole record.</summary>
    public bool EndsUnread => _framing is Framing.Lost or Framing.Plaintext || _remaining > 0 || _collectedLength > 0;

    /// <summary>Whether a limit kept handshake bytes from being kept.</summary>
    public bool LimitReached => _messages.LimitReached;

    /// <summary>The next bytes of the sender.</summary>
    public void Push(ReadOnlySpan<byte> bytes, scoped in Provenance provenance)
    {
        while (!bytes.IsEmpty)
        {
            if (_remaining == 0)
            {
                bytes = ReadHeader(bytes, provenance);
                continue;
            }

            int taken = Math.Min(_remaining, bytes.Length);
            _remaining -= taken;
            if (_content != Content.Skipped)
            {
                Take(bytes.Slice(0, taken), provenance);
            }

            if (_remaining > 0)
            {
                return;
            }

            EndRecord(provenance);
            bytes = bytes.Slice(taken);
        }
    }

    /// <summary>Takes the inside of a record that nobody looks into as read; its last byte is left, for its packet is noted.</summary>
    public int Skip()
    {
        if (_content != Content.Skipped || _remaining <= 1)
        {
            return 0;
        }

        int skipped = _remaining - 1;
        _remaining = 1;
        return skipped;
    }

    /// <summary>Bytes of the sender that the capture does not have.</summary>
    public void Gap(long length, scoped in Provenance provenance)
    {
        if (_content == Content.Protected && _remaining > 0)
        {
            LoseProtected();
        }

        if (length > _remaining)
        {
            Decryptor?.OnHole(half, length - _remaining);
            _messages.Abandon(provenance);
            _established = false;
            _collectedLength = 0;
            _remaining = 0;
            _framing = _framing == Framing.Plaintext ? Framing.Plaintext : Framing.Lost;
            return;
        }

        _remaining -= (int)length;
        _content = _content switch
        {
            Content.Handshake when _messages.Gap((int)length, provenance) => Content.Handshake,
            Content.Skipped => Content.Skipped,
            Content.Undecided when _protected => Content.Skipped,
            _ => Content.Missing,
        };

        if (_remaining == 0)
        {
            EndRecord(provenance);
        }
    }

    /// <summary>Nothing more comes: what is unfinished is handed over as it is.</summary>
    public void End(scoped in Provenance provenance)
    {
        _messages.Abandon(provenance);
        if (_framing == Framing.Unknown && _collectedLength > 0)
        {
            BeginPlaintext(_collected.AsSpan(0, _collectedLength), default, provenance);
        }
    }

    /// <summary>Gives the rented memory back.</summary>
    public void Release()
    {
        _messages.Release();
        ReturnProtected();
    }

    private ReadOnlySpan<byte> ReadHeader(ReadOnlySpan<byte> bytes, scoped in Provenance provenance)
    {
        if (_framing == Framing.Plaintext || (_framing == Framing.Lost && !Resynchronize(ref bytes)))
        {
            return default;
        }

        if (_collectedLength == 0)
        {
            _firstPacket = provenance.Packet;
            if (bytes.Length >= RecordFraming.HeaderLength)
            {
                return bytes.Slice(BeginRecord(bytes.Slice(0, RecordFraming.HeaderLength), bytes.Slice(RecordFraming.HeaderLength), provenance));
            }
        }

        int taken = Math.Min(RecordFraming.HeaderLength - _collectedLength, bytes.Length);
        bytes.Slice(0, taken).CopyTo(_collected.AsSpan(_collectedLength));
        _collectedLength += taken;
        bytes = bytes.Slice(taken);
        if (_collectedLength < RecordFraming.HeaderLength)
        {
            return bytes;
        }

        _collectedLength = 0;
        Span<byte> header = stackalloc byte[RecordFraming.HeaderLength];
        _collected.AsSpan(0, RecordFraming.HeaderLength).CopyTo(header);
        int consumed = BeginRecord(header, bytes, provenance);
        if (consumed < RecordFraming.HeaderLength)
        {
            Push(header.Slice(consumed), provenance);
        }

        return bytes;
    }

    // Returns how many of the header's bytes were headers; the rest is content, or looked at again.
    private int BeginRecord(ReadOnlySpan<byte> header, ReadOnlySpan<byte> next, scoped in Provenance provenance)
    {
        if (_framing == Framing.Unknown && RecordFraming.IsSsl2Hello(header))
        {
            _framing = Framing.Ssl2;
        }

        bool plausible = RecordFraming.IsPlausible(header);
        if (_framing == Framing.Ssl2 && !plausible)
        {
            return BeginSsl2Record(header, provenance);
        }

        if (!plausible)
        {
            return BeginUnreadable(header, next, provenance);
        }

        _framing = Framing.Records;
        _type = (ContentType)header[0];
        _version = BinaryPrimitives.ReadUInt16BigEndian(header.Slice(1));
        _recordLength = BinaryPrimitives.ReadUInt16BigEndian(header.Slice(3));
        _remaining = _recordLength;
        _content = IsWanted() ? Content.Protected : ContentOf(_type);
        if (_content == Content.Handshake)
        {
            _messages.BeginRecord(_version);
        }

        if (_type == ContentType.Handshake && _content != Content.Protected)
        {
            sink.OnMessagesBegin(half);
        }

        if (_remaining == 0)
        {
            EndRecord(provenance);
        }

        return RecordFraming.HeaderLength;
    }

    private Content ContentOf(ContentType type) => type switch
    {
        ContentType.Handshake => _established && !_protected ? Content.Handshake : Content.Undecided,

        // Protected alerts are longer than the two bytes, by a MAC or a tag at least.
        ContentType.Alert when _recordLength == AlertLength || (!_protected && _recordLength <= CollectedSize) => Content.Collected,
        _ => Content.Skipped,
    };

    private void Take(ReadOnlySpan<byte> bytes, scoped in Provenance provenance)
    {
        switch (_content)
        {
            case Content.Handshake:
                _messages.Append(bytes, provenance);
                break;
            case Content.Ssl2:
                _ = _messages.Keep(bytes);
                break;
            case Content.Collected:
                bytes.CopyTo(_collected.AsSpan(_collectedLength));
                _collectedLength += bytes.Length;
                break;
            case Content.Undecided:
                Decide(bytes, provenance);
                break;
            case Content.Protected:
                CollectProtected(bytes, provenance);
                break;
        }
    }

    private void Decide(ReadOnlySpan<byte> bytes, scoped in Provenance provenance)
    {
        int taken = Math.Min(MessageAssembler.HeaderLength - _collectedLength, bytes.Length);
        bytes.Slice(0, taken).CopyTo(_collected.AsSpan(_collectedLength));
        _collectedLength += taken;
        if (_collectedLength < MessageAssembler.HeaderLength)
        {
            return;
        }

        _collectedLength = 0;
        ReadOnlySpan<byte> start = _collected.AsSpan(0, MessageAssembler.HeaderLength);
        bool readable = _protected
            ? sink.ExpectsHello && MessageAssembler.IsPlausible(start, _recordLength)
            : MessageAssembler.IsPlausible(start, wholeIn: null);
        _content = readable ? Content.Handshake : Content.Skipped;
        if (readable)
        {
            _established = true;
            _messages.BeginRecord(_version);
            _messages.Append(start, provenance);
            _messages.Append(bytes.Slice(taken), provenance);
        }
    }

    // Alerts that share a record; nobody sends more than two.
    private const int CollectedSize = 8;
}
