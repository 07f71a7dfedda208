using System;
using TlsTools.Streams;
using TlsTools.Tls;

namespace TlsTools.Handshakes;

/// <summary>Puts the handshake messages of one sender together, however they are cut into records.</summary>
/// <param name="half">0 or 1, told to the sink with each message.</param>
/// <param name="sink">Takes the messages.</param>
/// <param name="budget">What all senders of the capture may keep together.</param>
internal sealed class MessageAssembler(byte half, IRecordSink sink, MemoryBudget budget)
{
    /// <summary>Bytes of a handshake message's header: type and length.</summary>
    public const int HeaderLength = 4;

    // Fields, not a list of messages: all that is needed is where the unfinished one began.
    private KeptBytes _kept = new(budget);
    private int _start;
    private long _firstPacket;
    private ushort _version;
    private bool _isDecrypted;
    private int _skip;

    /// <summary>The kept bytes: all handshake messages with their headers, one after the other.</summary>
    public ReadOnlySpan<byte> Kept => _kept.Span;

    /// <summary>Whether a limit kept bytes from being kept.</summary>
    public bool LimitReached { get; private set; }

    /// <summary>Whether a message is unfinished.</summary>
    public bool IsInMessage => _kept.Count > _start || _skip > 0;

    /// <summary>Whether four bytes can be the header of a handshake message.</summary>
    /// <param name="header">At least four bytes.</param>
    /// <param name="wholeIn">The length of the record if the message must be complete in it; otherwise <see langword="null"/>.</param>
    public static bool IsPlausible(ReadOnlySpan<byte> header, int? wholeIn)
    {
        int length = ReadLength(header);
        HandshakeType type = (HandshakeType)header[0];
        return wholeIn is int record
            ? type is HandshakeType.ClientHello or HandshakeType.ServerHello && length + HeaderLength <= record
            : length <= PlausibleLength && IsKnown(type);
    }

    /// <summary>Bytes of a handshake record follow.</summary>
    /// <param name="version">The version in the record's header.</param>
    /// <param name="isDecrypted">Whether keys opened it.</param>
    public void BeginRecord(ushort version, bool isDecrypted = false)
    {
        if (!IsInMessage)
        {
            _version = version;
            _isDecrypted = isDecrypted;
        }
    }

    /// <summary>The next handshake bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes, scoped in Provenance provenance)
    {
        int skipped = Math.Min(_skip, bytes.Length);
        _skip -= skipped;
        bytes = bytes.Slice(skipped);
        if (bytes.IsEmpty || LimitReached)
        {
            return;
        }

        if (_kept.Count == _start)
        {
            _firstPacket = provenance.Packet;
        }

        if (!_kept.Append(bytes))
        {
            LimitReached = true;
            return;
        }

        while (_kept.Count - _start >= HeaderLength)
        {
            int length = ReadLength(_kept.Span.Slice(_start));
            if (_kept.Count - _start - HeaderLength < length)
            {
                return;
            }

            Emit(length, length, provenance);
            _firstPacket = provenance.Packet;
        }
    }

    /// <summary>Bytes inside a handshake record are missing.</summary>
    /// <returns>Whether the next message can still be found in this record.</returns>
    public bool Gap(int length, scoped in Provenance provenance)
    {
        if (_skip >= length)
        {
            _skip -= length;
            return true;
        }

        int available = _kept.Count - _start - HeaderLength;
        if (_skip > 0 || available < 0)
        {
            Abandon(provenance);
            return false;
        }

        int missing = ReadLength(_kept.Span.Slice(_start)) - available;
        Abandon(provenance);
        _skip = Math.Max(0, missing - length);
        return missing >= length;
    }

    /// <summary>The unfinished message will not be finished: what is there is handed over.</summary>
    public void Abandon(scoped in Provenance provenance)
    {
        _skip = 0;
        int available = _kept.Count - _start - HeaderLength;
        if (available >= 0)
        {
            Emit(ReadLength(_kept.Span.Slice(_start)), available, provenance);
        }

        _start = _kept.Count;
    }

    /// <summary>Keeps bytes that are no handshake message.</summary>
    /// <returns>Where they are.</returns>
    public int Keep(ReadOnlySpan<byte> bytes)
    {
        int offset = _kept.Count;
        LimitReached |= !_kept.Append(bytes);
        _start = _kept.Count;
        return offset;
    }

    /// <summary>Gives the rented memory back.</summary>
    public void Release() => _kept.Release();

    private void Emit(int length, int available, scoped in Provenance provenance)
    {
        TranscriptEvent seen = new()
        {
            Kind = EventKind.Handshake,
            Half = half,
            ContentType = ContentType.Handshake,
            Code = _kept.Span[_start],
            RecordVersion = _version,
            IsDecrypted = _isDecrypted,
            Offset = _start + HeaderLength,
            Available = available,
            Length = length,
            Count = 1,
            FirstPacket = _firstPacket,
            Packet = provenance.Packet,
            Time = provenance.Time,
        };
        ReadOnlySpan<byte> body = _kept.Span.Slice(_start + HeaderLength, available);
        _start += HeaderLength + available;
        sink.OnEvent(ref seen, body);
    }

    private static int ReadLength(ReadOnlySpan<byte> header) => (header[1] << 16) | (header[2] << 8) | header[3];

    private static bool IsKnown(HandshakeType type) => HandshakeNames.IsKnown(type);

    // Above what real stacks accept for a message (OpenSSL 100 kB by default), so that ciphertext is rarely taken for a header.
    private const int PlausibleLength = 1 << 18;
}
