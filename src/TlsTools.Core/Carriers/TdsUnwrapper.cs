using System;
using TlsTools.Tls;

namespace TlsTools.Carriers;

/// <summary>
/// Takes TLS records out of TDS packets. Only the handshake travels in packets; then records stand alone, until the login is
/// done where only that is encrypted.
/// </summary>
/// <seealso href="https://learn.microsoft.com/openspecs/windows_protocols/ms-tds/60f56408-0188-4cd5-8b90-25c6f2423868">MS-TDS, 2.2.6.5</seealso>
internal sealed class TdsUnwrapper
{
    private Direction _client;
    private Direction _server;

    /// <summary>Takes the next piece of TLS.</summary>
    /// <param name="sender">Who sent the bytes.</param>
    /// <param name="bytes">What is left of them; the piece and what was around it are taken off.</param>
    /// <param name="tls">The piece.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryTake(Side sender, ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> tls)
    {
        ref Direction direction = ref _client;
        if (sender == Side.Server)
        {
            direction = ref _server;
        }

        while (!bytes.IsEmpty && !direction.IsPlain)
        {
            bool isInside = direction.Remaining > 0;
            if (isInside)
            {
                // Responses carry the handshake in no server that is known, but some clients expect them to; what they carry tells.
                direction.IsPlain = direction.IsResponse && !IsRecordType(bytes[0]);
                direction.IsResponse = false;
                if (direction.IsPlain)
                {
                    break;
                }

                tls = Split(ref bytes, Math.Min(direction.Remaining, bytes.Length));
                direction.Remaining -= tls.Length;
                return true;
            }

            ReadOnlySpan<byte> header = direction.ReadHeader(ref bytes);
            if (direction.IsRecord && !header.IsEmpty)
            {
                tls = header;
                return true;
            }
        }

        bytes = default;
        tls = default;
        return false;
    }

    private static ReadOnlySpan<byte> Split(ref ReadOnlySpan<byte> bytes, int length)
    {
        ReadOnlySpan<byte> taken = bytes.Slice(0, length);
        bytes = bytes.Slice(length);
        return taken;
    }

    private static bool IsRecordType(byte type) => type is >= (byte)ContentType.ChangeCipherSpec and <= (byte)ContentType.Heartbeat;

    private struct Direction
    {
        private int _headerRead;
        private int _length;

        /// <summary>Bytes left of the record or packet.</summary>
        public int Remaining;

        /// <summary>Whether it is a record that stands alone.</summary>
        public bool IsRecord;

        /// <summary>Whether it is a response packet of which nothing was seen yet.</summary>
        public bool IsResponse;

        /// <summary>Whether TLS is over.</summary>
        public bool IsPlain;

        /// <summary>Takes a header, or as much of it as there is.</summary>
        public ReadOnlySpan<byte> ReadHeader(ref ReadOnlySpan<byte> bytes)
        {
            if (_headerRead == 0)
            {
                IsRecord = IsRecordType(bytes[0]);
                IsResponse = bytes[0] == Response;
                IsPlain = !IsRecord && !IsResponse && bytes[0] != PreLogin;
                _length = 0;
                if (IsPlain)
                {
                    return default;
                }
            }

            int size = IsRecord ? RecordHeader.TlsSize : HeaderLength;
            int lengthAt = IsRecord ? 3 : 2;
            ReadOnlySpan<byte> taken = Split(ref bytes, Math.Min(size - _headerRead, bytes.Length));
            foreach (byte next in taken)
            {
                bool isLength = _headerRead == lengthAt || _headerRead == lengthAt + 1;
                _length = isLength ? (_length << 8) | next : _length;
                _headerRead++;
            }

            if (_headerRead == size)
            {
                _headerRead = 0;
                Remaining = IsRecord ? _length : _length - HeaderLength;
                IsPlain = Remaining < 0;
            }

            return taken;
        }
    }

    /// <summary>Bytes of a packet's header.</summary>
    public const int HeaderLength = 8;

    /// <summary>The type of pre-login packets, those of the handshake among them.</summary>
    public const byte PreLogin = 0x12;

    private const byte Response = 0x04;
}
