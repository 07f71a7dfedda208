using System;
using System.Buffers.Binary;
using TlsTools.Tls;

namespace TlsTools.Handshakes;

/// <summary>Tells record headers from other bytes.</summary>
internal static class RecordFraming
{
    /// <summary>Bytes of a record header: type, version and length.</summary>
    public const int HeaderLength = 5;

    /// <summary>The longest protected record that RFC 5246, 6.2.3 allows.</summary>
    public const int MaximumRecord = (1 << 14) + 2048;

    /// <summary>The shortest hello in the framing of SSL 2.0: type, version, three lengths and one cipher.</summary>
    private const int MinimumSsl2Hello = 9;

    /// <summary>Whether five bytes can be the header of a TLS record.</summary>
    /// <param name="header">At least five bytes.</param>
    public static bool IsPlausible(ReadOnlySpan<byte> header) =>
        header[0] is >= (byte)ContentType.ChangeCipherSpec and <= (byte)ContentType.Heartbeat
        && (header[1] == 3 || (header[1] == 1 && header[2] == 1))
        && BinaryPrimitives.ReadUInt16BigEndian(header.Slice(3)) is ushort length
        && length <= MaximumRecord
        && (length > 0 || header[0] == (byte)ContentType.ApplicationData);

    /// <summary>Whether five bytes are the header of a hello in the framing of SSL 2.0.</summary>
    /// <param name="header">At least five bytes.</param>
    /// <remarks>RFC 5246, E.2: the length's first bit is set, then <c>msg_type</c> and the version follow.</remarks>
    public static bool IsSsl2Hello(ReadOnlySpan<byte> header) =>
        (header[0] & 0x80) != 0
        && Ssl2Length(header) >= MinimumSsl2Hello
        && ((header[2] == Ssl2ClientHello && IsHelloVersion(header[3], header[4]))
            || (header[2] == Ssl2ServerHello && header[3] <= 1));

    /// <summary>The length that stands in a two-byte header of SSL 2.0.</summary>
    /// <param name="header">At least two bytes.</param>
    public static int Ssl2Length(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt16BigEndian(header) & 0x7fff;

    /// <summary>
    /// Finds the first place from which record headers follow one another to the end of the bytes.
    /// </summary>
    /// <param name="bytes">What came after a hole.</param>
    /// <param name="version">The version that the sender's records had.</param>
    /// <returns>The place, or a negative number.</returns>
    public static int FindHeader(ReadOnlySpan<byte> bytes, ushort version)
    {
        byte major = (byte)(version >> 8);
        byte minor = (byte)version;
        ReadOnlySpan<byte> pattern = [major, minor];
        for (int start = 1; ;)
        {
            int found = start >= bytes.Length ? -1 : bytes.Slice(start).IndexOf(pattern);
            if (found < 0)
            {
                return -1;
            }

            start += found + 1;
            int header = start - 2;
            if (IsChain(bytes.Slice(header), version, header == 0))
            {
                return header;
            }
        }
    }

    // A header is believed at the start of a segment, where senders put it, if it has the right version; elsewhere only
    // if another one follows exactly where it says.
    private static bool IsChain(ReadOnlySpan<byte> bytes, ushort version, bool alone)
    {
        bool followed = alone;
        while (bytes.Length >= HeaderLength)
        {
            if (!IsPlausible(bytes) || BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(1)) != version)
            {
                return false;
            }

            int length = HeaderLength + BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(3));
            if (length >= bytes.Length)
            {
                return followed || length == bytes.Length;
            }

            followed = true;
            bytes = bytes.Slice(length);
        }

        return followed;
    }

    private static bool IsHelloVersion(byte major, byte minor) => (major == 0 && minor == 2) || (major == 3 && minor <= 4);

    /// <summary>CLIENT-HELLO of SSL 2.0.</summary>
    public const byte Ssl2ClientHello = 1;

    /// <summary>CLIENT-MASTER-KEY of SSL 2.0.</summary>
    public const byte Ssl2ClientMasterKey = 2;

    /// <summary>SERVER-HELLO of SSL 2.0.</summary>
    public const byte Ssl2ServerHello = 4;
}
