using System;
using TlsTools.Streams;
using TlsTools.Tls;

namespace TlsTools.Handshakes;

/// <content>What the sink is told of.</content>
internal sealed partial class RecordReader
{
    private void EndRecord(scoped in Provenance provenance)
    {
        if (_content == Content.Opened)
        {
            return;
        }

        if (_type == ContentType.ApplicationData && _framing == Framing.Records)
        {
            sink.OnApplicationData(half, _version, _recordLength, isOpened: false, _firstPacket, provenance);
            return;
        }

        int collected = _collectedLength;
        _collectedLength = 0;
        switch (_content)
        {
            case Content.Handshake:
                sink.OnMessagesEnd(half, provenance);
                break;
            case Content.Ssl2:
                EndSsl2Record(provenance);
                break;
            case Content.Collected:
                EndAlerts(collected, provenance);
                break;
            case Content.Missing:
                Emit(EventKind.Missing, 0, 0, provenance);
                break;
            case Content.Undecided when !_protected:
                _established = true;
                _messages.BeginRecord(_version);
                _messages.Append(_collected.AsSpan(0, collected), provenance);
                break;
            default:
                bool isKeyChange = _type == ContentType.ChangeCipherSpec && _framing == Framing.Records;
                Emit(isKeyChange && _recordLength == 1 ? EventKind.ChangeCipherSpec : EventKind.Encrypted, 0, 0, provenance);
                _protected |= isKeyChange;
                break;
        }
    }

    private void EndAlerts(int length, scoped in Provenance provenance)
    {
        for (int index = 0; index + AlertLength <= length; index += AlertLength)
        {
            byte level = _collected[index];
            bool readable = level is 1 or 2;
            TranscriptEvent seen = NewEvent(readable ? EventKind.Alert : EventKind.Encrypted, provenance);
            seen.Level = readable ? level : (byte)0;
            seen.Code = readable ? _collected[index + 1] : (byte)0;
            seen.Length = AlertLength;
            sink.OnEvent(ref seen, default);
        }

        if (length < AlertLength)
        {
            Emit(EventKind.Encrypted, 0, 0, provenance);
        }
    }

    private void Emit(EventKind kind, int offset, int available, scoped in Provenance provenance)
    {
        TranscriptEvent seen = NewEvent(kind, provenance);
        seen.Offset = offset;
        seen.Available = available;
        seen.Code = kind == EventKind.Ssl2 ? _messages.Kept[offset] : (byte)0;
        sink.OnEvent(ref seen, _messages.Kept.Slice(offset, available));
    }

    private TranscriptEvent NewEvent(EventKind kind, scoped in Provenance provenance) => new()
    {
        Kind = kind,
        IsDecrypted = _content == Content.Opened,
        Half = half,
        ContentType = _type,
        RecordVersion = _version,
        Length = _recordLength,
        Count = 1,
        FirstPacket = _firstPacket,
        Packet = provenance.Packet,
        Time = provenance.Time,
    };

    private const int AlertLength = 2;
}
