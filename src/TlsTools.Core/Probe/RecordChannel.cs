using System;
using System.Collections.Generic;
using TlsTools.Decryption.Records;
using TlsTools.Tls;
using TlsTools.Wire;

namespace TlsTools.Probe;

/// <summary>Records over a connection: takes messages out of those that come, puts those that go into records.</summary>
internal sealed class RecordChannel(RecordedConnection connection) : IDisposable
{
    private readonly List<byte> _bytes = [];
    private readonly List<byte> _messages = [];
    private readonly byte[] _plaintext = new byte[LongestRecord];
    private ulong _read;
    private ulong _written;
    private RecordProtection? _reading;
    private RecordProtection? _writing;

    /// <summary>The version that stands in records that are sent.</summary>
    public ushort Version { get; set; }

    /// <summary>Whether protected records look like application data and their content ends with its type.</summary>
    public bool IsTls13 { get; set; }

    /// <summary>Whether the server sent something that is no record.</summary>
    public bool IsForeign { get; private set; }

    /// <summary>Whether a record could not be opened.</summary>
    public bool IsUnreadable { get; private set; }

    /// <summary>Opens what comes from now on.</summary>
    public void Read(RecordProtection protection)
    {
        _reading?.Dispose();
        _reading = protection;
        _read = 0;
    }

    /// <summary>Protects what goes from now on.</summary>
    public void Write(RecordProtection protection)
    {
        _writing?.Dispose();
        _writing = protection;
        _written = 0;
    }

    /// <summary>Sends content of one type in one record, half of which comes a moment after the other half.</summary>
    public void SendInTwo(ContentType type, byte[] content)
    {
        byte[] record = Seal(type, content);
        connection.Send(record.AsSpan(0, record.Length / 2).ToArray());

        // Long enough that the halves are no one segment and the server is awake in between.
        connection.Pause(TimeSpan.FromMilliseconds(50));
        connection.Send(record.AsSpan(record.Length / 2).ToArray());
    }

    /// <summary>Sends content of one type in one record.</summary>
    public void Send(ContentType type, byte[] content) => connection.Send(Seal(type, content));

    private byte[] Seal(ContentType type, byte[] content)
    {
        if (content.Length > LongestPlaintext)
        {
            throw new ArgumentOutOfRangeException(nameof(content));
        }

        ContentType shown = type;
        byte[] fragment = content;
        if (_writing is not null && type != ContentType.ChangeCipherSpec)
        {
            shown = IsTls13 ? ContentType.ApplicationData : type;
            fragment = _writing.Seal(new ProtectedRecord { Type = shown, Version = Version, Sequence = _written++, Fragment = IsTls13 ? [.. content, (byte)type] : content });
        }

        return new WireWriter().UInt8((int)shown).UInt16(Version).Vector16(record => record.Bytes(fragment)).ToArray();
    }

    /// <summary>Waits for the next thing that matters.</summary>
    /// <param name="patience">How long each wait may take.</param>
    /// <param name="message">A handshake message with its header; otherwise what the record holds.</param>
    public ReceivedKind Receive(TimeSpan patience, out byte[] message)
    {
        while (true)
        {
            if (TryTakeMessage(out message))
            {
                return ReceivedKind.Message;
            }

            if (!TryReceiveRecord(patience, out ContentType type, out message))
            {
                return ReceivedKind.Nothing;
            }

            switch (type)
            {
                case ContentType.Handshake:
                    _messages.AddRange(message);
                    break;
                case ContentType.Alert when message is not [Warning, not 0]:
                    return ReceivedKind.Alert;
                case ContentType.ChangeCipherSpec when !IsTls13:
                    return ReceivedKind.ChangeCipherSpec;
                case ContentType.ApplicationData:
                    return ReceivedKind.ApplicationData;
            }
        }
    }

    public void Dispose()
    {
        _reading?.Dispose();
        _writing?.Dispose();
        Array.Clear(_plaintext, 0, _plaintext.Length);
    }

    private bool TryTakeMessage(out byte[] message)
    {
        int length = _messages.Count < MessageHeader ? int.MaxValue : MessageHeader + ((_messages[1] << 16) | (_messages[2] << 8) | _messages[3]);
        if (length > _messages.Count)
        {
            message = [];
            return false;
        }

        message = [.. _messages.GetRange(0, length)];
        _messages.RemoveRange(0, length);
        return true;
    }

    private bool TryReceiveRecord(TimeSpan patience, out ContentType type, out byte[] content)
    {
        content = [];
        type = default;
        if (!TryFill(RecordHeader, patience))
        {
            return false;
        }

        type = (ContentType)_bytes[0];
        int length = (_bytes[3] << 8) | _bytes[4];
        if (type is < ContentType.ChangeCipherSpec or > ContentType.ApplicationData || _bytes[1] != 3 || length > LongestRecord)
        {
            IsForeign = true;
            return false;
        }

        if (!TryFill(RecordHeader + length, patience))
        {
            return false;
        }

        ushort version = (ushort)((_bytes[1] << 8) | _bytes[2]);
        byte[] fragment = [.. _bytes.GetRange(RecordHeader, length)];
        _bytes.RemoveRange(0, RecordHeader + length);
        return Open(version, fragment, ref type, out content);
    }

    private bool Open(ushort version, byte[] fragment, ref ContentType type, out byte[] content)
    {
        content = fragment;
        if (_reading is null || (IsTls13 && type != ContentType.ApplicationData) || type == ContentType.ChangeCipherSpec)
        {
            return true;
        }

        int opened = _reading.Open(new ProtectedRecord { Type = type, Version = version, Sequence = _read++, Fragment = fragment }, _plaintext);
        while (IsTls13 && opened > 0 && _plaintext[opened - 1] == 0)
        {
            opened--;
        }

        if (opened < 0 || (IsTls13 && opened == 0))
        {
            IsUnreadable = true;
            return false;
        }

        type = IsTls13 ? (ContentType)_plaintext[--opened] : type;
        content = _plaintext.AsSpan(0, opened).ToArray();
        return true;
    }

    private bool TryFill(int count, TimeSpan patience)
    {
        while (_bytes.Count < count)
        {
            byte[] received = connection.Receive(patience);
            if (received.Length == 0)
            {
                return false;
            }

            _bytes.AddRange(received);
            if (_bytes[0] is < (byte)ContentType.ChangeCipherSpec or > (byte)ContentType.ApplicationData)
            {
                IsForeign = true;
                return false;
            }
        }

        return true;
    }

    private const byte Warning = 1;
    private const int RecordHeader = 5;
    private const int MessageHeader = 4;

    // RFC 5246, 6.2.
    private const int LongestPlaintext = 1 << 14;
    private const int LongestRecord = LongestPlaintext + 2048;
}
