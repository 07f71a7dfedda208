using System;
using System.Buffers;
using TlsTools.Decryption;
using TlsTools.Streams;
using TlsTools.Tls;

namespace TlsTools.Handshakes;

/// <content>Protected records for which there may be keys.</content>
internal sealed partial class RecordReader
{
    private byte[]? _protectedBytes;
    private int _protectedLength;

    // Two bytes of alert are in the clear: with a MAC or a tag it would be longer.
    private bool IsWanted() =>
        Decryptor is not null
        && !(_type == ContentType.Alert && _recordLength == AlertLength)
        && Decryptor.Wants(half, _type)
        && _recordLength > 0;

    private void CollectProtected(ReadOnlySpan<byte> bytes, scoped in Provenance provenance)
    {
        if (bytes.Length == _recordLength)
        {
            OpenProtected(bytes, provenance);
            return;
        }

        if (_protectedBytes is null && !TryRentProtected())
        {
            LoseProtected();
            return;
        }

        bytes.CopyTo(_protectedBytes.AsSpan(_protectedLength));
        _protectedLength += bytes.Length;
        if (_protectedLength == _recordLength)
        {
            OpenProtected(_protectedBytes.AsSpan(0, _protectedLength), provenance);
            ReturnProtected();
        }
    }

    private void OpenProtected(ReadOnlySpan<byte> fragment, scoped in Provenance provenance)
    {
        if (!Decryptor!.TryOpen(half, _type, _version, fragment, out OpenedRecord opened))
        {
            _content = Content.Skipped;
            return;
        }

        _content = Content.Opened;
        switch (opened.Type)
        {
            case ContentType.Handshake:
                sink.OnMessagesBegin(half);
                _messages.BeginRecord(_version, isDecrypted: true);
                _messages.Append(opened.Content, provenance);
                sink.OnMessagesEnd(half, provenance);
                break;
            case ContentType.Alert:
                _type = opened.Type;
                int length = Math.Min(opened.Content.Length, CollectedSize);
                opened.Content.Slice(0, length).CopyTo(_collected);
                EndAlerts(length, provenance);
                break;
            case ContentType.ChangeCipherSpec:
                _type = opened.Type;
                Emit(EventKind.ChangeCipherSpec, 0, 0, provenance);
                break;
            case ContentType.ApplicationData:
                sink.OnApplicationData(half, _version, _recordLength, isOpened: true, _firstPacket, provenance);
                break;
            default:
                _type = opened.Type;
                Emit(EventKind.Encrypted, 0, 0, provenance);
                break;
        }
    }

    private void LoseProtected()
    {
        Decryptor!.OnMissing(half);
        ReturnProtected();
        _content = Content.Skipped;
    }

    private bool TryRentProtected()
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(_recordLength);
        if (!budget.TryTake(rented.Length))
        {
            ArrayPool<byte>.Shared.Return(rented);
            return false;
        }

        _protectedBytes = rented;
        return true;
    }

    private void ReturnProtected()
    {
        _protectedLength = 0;
        if (_protectedBytes is not null)
        {
            budget.Return(_protectedBytes.Length);
            ArrayPool<byte>.Shared.Return(_protectedBytes);
            _protectedBytes = null;
        }
    }
}
