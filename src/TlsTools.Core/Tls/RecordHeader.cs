using System;
using System.Buffers.Binary;

namespace TlsTools.Tls;

/// <summary>What stands before the data of a record.</summary>
/// <remarks>
/// <code>
/// struct {
///     ContentType type;
///     ProtocolVersion legacy_record_version;
///     uint16 length;
///     opaque fragment[TLSPlaintext.length];
/// } TLSPlaintext;
/// </code>
/// SSL 2.0 has a length of 15 bits, or of 14 bits and the length of the padding.
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-5.1">RFC 8446, 5.1</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#appendix-E.2">RFC 5246, E.2</seealso>
public readonly record struct RecordHeader
{
    /// <summary>The bytes of a TLS header.</summary>
    public const int TlsSize = 5;

    /// <summary>The longest record: 2^14 bytes of plaintext and the 2048 that a TLS 1.2 suite can add.</summary>
    public const int LongestRecord = (1 << 14) + 2048;

    /// <summary>What the record holds; a record of SSL 2.0 does not say, and counts as handshake.</summary>
    public ContentType ContentType { get; init; }

    /// <summary>The version; in TLS 1.3 always that of TLS 1.2, or of TLS 1.0 in the first record.</summary>
    public ProtocolVersion Version { get; init; }

    /// <summary>The bytes after the header, padding included.</summary>
    public int Length { get; init; }

    /// <summary>The bytes of the header.</summary>
    public int HeaderLength { get; init; }

    /// <summary>The bytes of padding at the end of a record of SSL 2.0.</summary>
    public int PaddingLength { get; init; }

    /// <summary>Whether the record has the form of SSL 2.0.</summary>
    public bool IsSsl2 => HeaderLength is 2 or 3;

    /// <summary>Whether the values are those of a TLS record: a known type, a version of SSL 3.0 to TLS 1.3 or of TLCP, a legal length.</summary>
    public bool IsPlausible => !IsSsl2 && IsKnown(ContentType) && Length <= LongestRecord
        && (Version.Code >> 8 == 3 ? (Version.Code & 0xff) <= HighestMinor : Version == ProtocolVersion.Tlcp11);

    private const int HighestMinor = 4;

    /// <summary>Reads the header of a TLS record.</summary>
    /// <param name="bytes">Begin with the header.</param>
    /// <param name="header">The header, whatever its values are.</param>
    /// <returns>Whether there are five bytes.</returns>
    public static bool TryReadTls(ReadOnlySpan<byte> bytes, out RecordHeader header)
    {
        header = default;
        if (bytes.Length < TlsSize)
        {
            return false;
        }

        header = new RecordHeader
        {
            ContentType = (ContentType)bytes[0],
            Version = new ProtocolVersion(BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(1))),
            Length = BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(3)),
            HeaderLength = TlsSize,
        };
        return true;
    }

    /// <summary>Reads the header of a record of SSL 2.0.</summary>
    /// <param name="bytes">Begin with the header.</param>
    /// <param name="header">The header.</param>
    /// <returns>Whether the header is complete.</returns>
    public static bool TryReadSsl2(ReadOnlySpan<byte> bytes, out RecordHeader header)
    {
        header = default;
        if (bytes.Length < 2)
        {
            return false;
        }

        bool isShort = bytes[0] >= 0x80;
        if (!isShort && bytes.Length < 3)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        header = new RecordHeader
        {
            ContentType = ContentType.Handshake,
            Version = ProtocolVersion.Ssl20,
            Length = length & (isShort ? 0x7fff : 0x3fff),
            HeaderLength = isShort ? 2 : 3,
            PaddingLength = isShort ? 0 : bytes[2],
        };
        return true;
    }

    private static bool IsKnown(ContentType type) => type is >= ContentType.ChangeCipherSpec and <= ContentType.Heartbeat or ContentType.SiteToSiteVpn;
}
