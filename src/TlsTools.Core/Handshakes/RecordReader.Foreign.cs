using System;
using System.Buffers.Binary;
using TlsTools.Streams;
using TlsTools.Tls;

namespace TlsTools.Handshakes;

/// <content>What is no record of TLS: SSL 2.0, plaintext, and bytes behind a hole.</content>
internal sealed partial class RecordReader
{
    private int BeginUnreadable(ReadOnlySpan<byte> header, ReadOnlySpan<byte> next, scoped in Provenance provenance)
    {
        if (_framing == Framing.Unknown)
        {
            BeginPlaintext(header, next, provenance);
            return RecordFraming.HeaderLength;
        }

        _messages.Abandon(provenance);
        _established = false;
        _framing = Framing.Lost;
        return 0;
    }

    private void BeginPlaintext(ReadOnlySpan<byte> start, ReadOnlySpan<byte> next, scoped in Provenance provenance)
    {
        _framing = Framing.Plaintext;
        int offset = _messages.Keep(start);
        _ = _messages.Keep(next.Slice(0, Math.Min(next.Length, PlaintextExcerpt)));
        Emit(EventKind.Plaintext, offset, _messages.Kept.Length - offset, provenance);
    }

    private int BeginSsl2Record(ReadOnlySpan<byte> header, scoped in Provenance provenance)
    {
        // SSL 2.0: a first bit that is set announces 15 bits of length; otherwise 14 bits and a byte of padding follow.
        bool isShort = (header[0] & 0x80) != 0;
        _recordLength = isShort
            ? RecordFraming.Ssl2Length(header)
            : (BinaryPrimitives.ReadUInt16BigEndian(header) & 0x3fff) + 1;
        _remaining = _recordLength;
        _version = ProtocolVersion.Ssl20.Code;
        _content = _ssl2Records < Ssl2PlainRecords ? Content.Ssl2 : Content.Skipped;
        if (_content == Content.Ssl2)
        {
            _ = _messages.Keep(default);
        }

        if (_remaining == 0)
        {
            EndRecord(provenance);
        }

        return Ssl2Header;
    }

    private void EndSsl2Record(scoped in Provenance provenance)
    {
        int offset = _messages.Kept.Length - _recordLength;
        byte type = offset >= 0 ? _messages.Kept[offset] : byte.MaxValue;
        bool plain = _ssl2Records == 0 || type == RecordFraming.Ssl2ClientMasterKey || (type == Ssl2Error && _recordLength == Ssl2ErrorLength);
        _ssl2Records++;
        Emit(plain && offset >= 0 ? EventKind.Ssl2 : EventKind.Encrypted, Math.Max(offset, 0), offset >= 0 ? _recordLength : 0, provenance);
    }

    private bool Resynchronize(ref ReadOnlySpan<byte> bytes)
    {
        int found = RecordFraming.FindHeader(bytes, _version == 0 ? ProtocolVersion.Tls12.Code : _version);
        if (found < 0)
        {
            return false;
        }

        Resynchronizations++;
        _framing = Framing.Records;
        bytes = bytes.Slice(found);
        return true;
    }

    // Enough of a greeting, a status line or a request to say what it is.
    private const int PlaintextExcerpt = 123;

    private const int Ssl2Header = 2;

    // CLIENT-HELLO and CLIENT-MASTER-KEY, or SERVER-HELLO; all that follows is encrypted.
    private const int Ssl2PlainRecords = 2;
    private const byte Ssl2Error = 0;
    private const int Ssl2ErrorLength = 3;
}
