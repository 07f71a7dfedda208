using System;
using System.Buffers.Binary;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Protection;

/// <summary>
/// Walks one direction of a connection and plans what is kept of it: what is said before TLS (to be made harmless), handshake
/// records, alerts and changes of keys whole, of all other records the header.
/// </summary>
/// <param name="plan">Takes the plan.</param>
/// <param name="carrier">What carries TLS.</param>
/// <param name="replacement">Replaces names in handshake messages; null where they stay.</param>
internal sealed class RecordWalk(StreamPlan plan, string carrier, HandshakeReplacement? replacement)
{
    private readonly byte[] _header = new byte[RecordFraming.HeaderLength];
    private byte[] _before = [];
    private int _beforeLength;
    private int _headerLength;
    private long _offset;
    private long _remaining;
    private Content _content;
    private State _state;
    private ushort _version;
    private int _ssl2Records;
    private bool _isProtected;
    private int _searched;
    private bool _hasGap;
    private bool _sawRecord;

    private enum State : byte
    {
        /// <summary>TLS has not begun.</summary>
        Before,

        /// <summary>Records follow one another.</summary>
        Records,

        /// <summary>Records of SSL 2.0.</summary>
        Ssl2,

        /// <summary>Nothing can be told any more.</summary>
        Lost,
    }

    private enum Content : byte
    {
        Dropped,
        Kept,
        Handshake,
    }

    /// <summary>Bytes walked over so far.</summary>
    public long Offset => _offset;

    /// <summary>Whether records were seen.</summary>
    public bool HasBegun => _state != State.Before;

    /// <summary>What was said before TLS.</summary>
    public Span<byte> Before => _before.AsSpan(0, _beforeLength);

    /// <summary>The next bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="peerHasBegun">Whether the other end has sent records.</param>
    /// <param name="isMidStream">Whether the capture has not the start of the connection.</param>
    public void Push(ReadOnlySpan<byte> bytes, bool peerHasBegun, bool isMidStream)
    {
        if (_state == State.Before && !TryBegin(ref bytes, peerHasBegun, isMidStream))
        {
            return;
        }

        while (!bytes.IsEmpty)
        {
            if (_remaining > 0)
            {
                int taken = (int)Math.Min(_remaining, bytes.Length);
                Take(bytes.Slice(0, taken));
                _remaining -= taken;
                _offset += taken;
                bytes = bytes.Slice(taken);
                continue;
            }

            if (_state == State.Lost && !TryFindAgain(ref bytes))
            {
                return;
            }

            int wanted = Math.Min(RecordFraming.HeaderLength - _headerLength, bytes.Length);
            bytes.Slice(0, wanted).CopyTo(_header.AsSpan(_headerLength));
            _headerLength += wanted;
            _offset += wanted;
            bytes = bytes.Slice(wanted);
            if (_headerLength == RecordFraming.HeaderLength)
            {
                _headerLength = 0;
                BeginRecord(_offset - RecordFraming.HeaderLength);
            }
        }
    }

    /// <summary>Bytes that the capture does not have.</summary>
    /// <param name="length">How many.</param>
    /// <param name="peerHasBegun">Whether the other end has sent records: then these bytes were records too.</param>
    public void Gap(long length, bool peerHasBegun)
    {
        _hasGap = true;
        replacement?.Reset();
        _offset += length;
        if (_state == State.Before)
        {
            _state = peerHasBegun ? State.Lost : State.Before;
            return;
        }

        if (length > _remaining)
        {
            _remaining = 0;
            _headerLength = 0;
            _state = State.Lost;
            return;
        }

        _remaining -= length;
    }

    // What comes before the first record is collected, and searched for it.
    private bool TryBegin(ref ReadOnlySpan<byte> bytes, bool peerHasBegun, bool isMidStream)
    {
        int start = _beforeLength;
        if (_hasGap && start > 0 && start != _offset)
        {
            // Behind a gap the places would not be right: what follows is not looked into for a dialogue.
            start = 0;
        }

        if (IsStart(bytes, start == 0 || isMidStream, peerHasBegun) || (carrier == Tds && start == 0 && (bytes[0] is TdsPreLogin or TdsResponse)))
        {
            _state = State.Records;
            return true;
        }

        int room = Math.Min(bytes.Length, MostBefore - _beforeLength);
        if (_hasGap || room < bytes.Length)
        {
            _offset += bytes.Length;
            return false;
        }

        if (_before.Length < _beforeLength + room)
        {
            Array.Resize(ref _before, Math.Max(256, 2 * (_beforeLength + room)));
        }

        bytes.CopyTo(_before.AsSpan(_beforeLength));
        _beforeLength += room;
        int found = Find(peerHasBegun);
        if (found < 0)
        {
            _offset += bytes.Length;
            return false;
        }

        // The bytes of the record that came earlier are walked over now.
        byte[] again = _before.AsSpan(found, _beforeLength - found).ToArray();
        _beforeLength = found;
        _offset = found;
        _state = State.Records;
        bytes = default;
        Push(again, peerHasBegun, isMidStream: false);
        return false;
    }

    private int Find(bool peerHasBegun)
    {
        ReadOnlySpan<byte> all = _before.AsSpan(0, _beforeLength);
        if (all.Length is >= RecordFraming.HeaderLength and <= ShortStart && IsStart(all, isFirst: true, peerHasBegun))
        {
            return 0;
        }

        for (int at = _searched; at + TlsStart.Needed <= all.Length; at++)
        {
            if (TlsStart.IsHello(all.Slice(at)))
            {
                return at;
            }
        }

        _searched = Math.Max(0, all.Length - TlsStart.Needed + 1);
        return -1;
    }

    private static bool IsStart(ReadOnlySpan<byte> bytes, bool isFirst, bool peerHasBegun) =>
        TlsStart.IsHello(bytes)
        || TlsStart.IsCutHello(bytes)
        || (isFirst && (TlsStart.IsStart(bytes) || TlsStart.IsRecord(bytes)))
        || (peerHasBegun && bytes.Length >= RecordFraming.HeaderLength && (RecordFraming.IsPlausible(bytes) || RecordFraming.IsSsl2Hello(bytes)));

    private bool TryFindAgain(ref ReadOnlySpan<byte> bytes)
    {
        int found = RecordFraming.FindHeader(bytes, _version == 0 ? ProtocolVersion.Tls12.Code : _version);
        if (found < 0)
        {
            _offset += bytes.Length;
            return false;
        }

        _offset += found;
        bytes = bytes.Slice(found);
        _state = State.Records;
        return true;
    }

    private void BeginRecord(long start)
    {
        bool isPlausible = RecordFraming.IsPlausible(_header);
        if (_ssl2Records == 0 && !isPlausible && RecordFraming.IsSsl2Hello(_header) && start == _beforeLength)
        {
            _state = State.Ssl2;
        }

        if (isPlausible)
        {
            BeginTlsRecord(start);
        }
        else if (_state == State.Ssl2)
        {
            BeginSsl2Record(start);
        }
        else if (carrier == Tds && !_sawRecord && (_header[0] == TdsPreLogin || (_header[0] == TdsResponse && start == 0)) && Length(2) >= TdsHeader)
        {
            // A packet of the pre-login: the versions of both ends, or records of the handshake. Responses come again behind
            // the login, with data.
            _remaining = Length(2) - RecordFraming.HeaderLength;
            _content = Content.Kept;
            plan.Keep(start, RecordFraming.HeaderLength);
        }
        else
        {
            _state = State.Lost;
        }
    }

    private void BeginTlsRecord(long start)
    {
        ContentType type = (ContentType)_header[0];
        _sawRecord = true;
        _state = State.Records;
        _version = BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(1));
        _remaining = Length(3);
        _content = type switch
        {
            ContentType.Handshake => Content.Handshake,
            ContentType.Alert or ContentType.ChangeCipherSpec => Content.Kept,
            _ => Content.Dropped,
        };
        if (_content == Content.Dropped)
        {
            plan.KeepHeader(start, RecordFraming.HeaderLength, (int)_remaining);
            return;
        }

        plan.Keep(start, RecordFraming.HeaderLength);
        if (type == ContentType.ChangeCipherSpec)
        {
            _isProtected = true;
            replacement?.Reset();
        }
    }

    // A first bit that is set announces 15 bits of length; otherwise 14 bits and a byte of padding follow. What the header
    // took of the content is kept: in the clear it is a message, and else too little of one.
    private void BeginSsl2Record(long start)
    {
        bool isShort = (_header[0] & 0x80) != 0;
        int length = isShort ? RecordFraming.Ssl2Length(_header) : (BinaryPrimitives.ReadUInt16BigEndian(_header) & 0x3fff) + 1;
        int taken = RecordFraming.HeaderLength - Ssl2Header;
        bool isClear = _ssl2Records++ < Ssl2Clear;
        _content = isClear ? Content.Kept : Content.Dropped;
        _remaining = length - taken;
        if (_remaining < 0)
        {
            _state = State.Lost;
            return;
        }

        plan.Keep(start, isClear || length == taken ? RecordFraming.HeaderLength : Ssl2Header);
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        if (_content == Content.Dropped)
        {
            return;
        }

        plan.Keep(_offset, bytes.Length);
        if (_content == Content.Handshake && !_isProtected)
        {
            replacement?.Push(bytes, _offset);
        }
    }

    private int Length(int at) => BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(at));

    private const string Tds = "Tds";
    private const byte TdsPreLogin = 0x12;
    private const byte TdsResponse = 0x04;
    private const int TdsHeader = 8;
    private const int Ssl2Header = 2;
    private const int Ssl2Clear = 2;

    // A first record may come in pieces, but not in so many.
    private const int ShortStart = 64;

    /// <summary>What is said before TLS; as much as the reader of handshakes follows. Protects memory from dialogues without end.</summary>
    public const int MostBefore = 64 * 1024;
}
