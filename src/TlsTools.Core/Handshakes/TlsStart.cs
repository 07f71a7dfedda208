using System;
using System.Buffers.Binary;
using TlsTools.Tls;

namespace TlsTools.Handshakes;

/// <summary>Tells the first bytes of TLS from everything else. Stricter than record framing, because it looks at all traffic.</summary>
internal static class TlsStart
{
    /// <summary>Whether bytes at the beginning of what an end sends are TLS.</summary>
    /// <param name="bytes">At least <see cref="Needed"/> bytes, or all that the end ever sent.</param>
    public static bool IsStart(ReadOnlySpan<byte> bytes) =>
        IsHello(bytes) || IsAlert(bytes) || IsSsl2Hello(bytes) || IsFragmentedHandshake(bytes);

    /// <summary>Whether bytes somewhere in a stream are a record with a whole hello's header: as good as certain.</summary>
    public static bool IsHello(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= Needed
        && bytes[0] == (byte)ContentType.Handshake
        && RecordFraming.IsPlausible(bytes)
        && bytes[5] is (byte)HandshakeType.ClientHello or (byte)HandshakeType.ServerHello or (byte)HandshakeType.HelloRetryRequest
        && bytes[6] == 0
        && (bytes[9] is 3 or 0x7e or 0x7f || bytes[9] == 1 || bytes[5] == (byte)HandshakeType.HelloRetryRequest);

    /// <summary>Whether the few bytes that a snapshot length left of a segment begin a hello.</summary>
    public static bool IsCutHello(ReadOnlySpan<byte> bytes) =>
        bytes.Length > RecordFraming.HeaderLength + 1
        && bytes[0] == (byte)ContentType.Handshake
        && RecordFraming.IsPlausible(bytes)
        && bytes[5] is (byte)HandshakeType.ClientHello or (byte)HandshakeType.ServerHello
        && bytes[6] == 0;

    /// <summary>Whether bytes that were not captured from the connection's start are a record, of any kind.</summary>
    public static bool IsRecord(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Needed || !RecordFraming.IsPlausible(bytes) || bytes[2] > 4)
        {
            return false;
        }

        // Other records than those of application data are short: they end where the segment ends, or another one follows.
        int end = RecordFraming.HeaderLength + BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(3));
        bool isFollowed = end == bytes.Length || (end < bytes.Length && IsFollowed(bytes.Slice(end)));
        return (ContentType)bytes[0] switch
        {
            ContentType.Handshake => IsHello(bytes)
                || (isFollowed && end > MinimumProtected)
                || (end > bytes.Length && HandshakeNames.IsKnown((HandshakeType)bytes[5]) && bytes[6] == 0),
            ContentType.Alert => IsAlert(bytes) || (isFollowed && end > MinimumProtected),
            ContentType.ChangeCipherSpec => end == RecordFraming.HeaderLength + 1 && bytes[5] == 1,
            ContentType.ApplicationData => end > MinimumProtected && (isFollowed || end > bytes.Length),
            _ => false,
        };
    }

    private static bool IsFollowed(ReadOnlySpan<byte> next) =>
        next.Length < RecordFraming.HeaderLength || RecordFraming.IsPlausible(next);

    private static bool IsAlert(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= AlertRecord
        && bytes[0] == (byte)ContentType.Alert
        && bytes[1] == 3
        && bytes[3] == 0
        && bytes[4] == 2
        && bytes[5] is 1 or 2
        && (bytes.Length == AlertRecord || bytes.Length < AlertRecord + 2 || bytes[AlertRecord + 1] == 3);

    // The first handshake message does not fit into the record: then the record has little more than its header.
    private static bool IsFragmentedHandshake(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= RecordFraming.HeaderLength + 1
        && bytes[0] == (byte)ContentType.Handshake
        && RecordFraming.IsPlausible(bytes)
        && bytes[3] == 0
        && bytes[4] < Needed - RecordFraming.HeaderLength
        && bytes[5] == (byte)HandshakeType.ClientHello;

    // CLIENT-HELLO: type, version, and the lengths of ciphers, session id and challenge, which must add up.
    private static bool IsSsl2Hello(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Needed || !RecordFraming.IsSsl2Hello(bytes) || bytes[2] != RecordFraming.Ssl2ClientHello)
        {
            return false;
        }

        int ciphers = BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(5));
        int session = BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(7));
        int challenge = BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(9));
        return ciphers > 0
            && ciphers % 3 == 0
            && session is 0 or 16 or 32
            && challenge is >= 16 and <= 32
            && RecordFraming.Ssl2Length(bytes) == 9 + ciphers + session + challenge;
    }

    /// <summary>Bytes after which the answer does not change any more.</summary>
    public const int Needed = 11;

    private const int AlertRecord = 7;

    // An authentication tag or a block: there is no protected record without one.
    private const int MinimumProtected = RecordFraming.HeaderLength + 8;
}
