using System;

namespace TlsTools.Capture;

/// <summary>Reads pcap: a file header, then packets with a header each.</summary>
/// <remarks>
/// <code>
/// struct {                        struct {
///     uint32 magic;                   uint32 ts_sec;
///     uint16 version_major;           uint32 ts_fraction;
///     uint16 version_minor;           uint32 incl_len;
///     uint32 reserved[2];             uint32 orig_len;
///     uint32 snaplen;                 opaque extra[0 or 8];
///     uint32 network;                 opaque data[incl_len];
/// } Header;                       } Packet;
/// </code>
/// </remarks>
/// <seealso href="https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-05.html">PCAP Capture File Format</seealso>
internal sealed class PcapReader : CaptureReader
{
    private readonly byte _digits;
    private readonly uint _nanosecondsPerUnit;
    private readonly int _packetHeaderLength;
    private readonly LinkType _linkType;
    private readonly bool _lengthsSwapped;
    private long _number;

    /// <summary>Reads the file header.</summary>
    /// <param name="buffer">Stands at the magic number, which was looked at.</param>
    /// <param name="bigEndian">Byte order, told by the magic number.</param>
    /// <param name="digits">Digits of a second's fraction, told by the magic number: 6 or 9.</param>
    /// <param name="packetHeaderLength">Bytes before the data of a packet, told by the magic number.</param>
    public PcapReader(CaptureBuffer buffer, bool bigEndian, byte digits, int packetHeaderLength = StandardHeaderLength)
        : base(buffer)
    {
        IsBigEndian = bigEndian;
        _digits = digits;
        _nanosecondsPerUnit = digits == 9 ? 1u : 1000u;
        _packetHeaderLength = packetHeaderLength;
        if (!buffer.Ensure(FileHeaderLength))
        {
            throw new CaptureFormatException($"The pcap file header is cut off: {buffer.Available} of its {FileHeaderLength} bytes are there.", 0);
        }

        ReadOnlySpan<byte> header = buffer.Peek(0, FileHeaderLength);

        // Until version 2.3 the two lengths of a packet stood the other way round.
        _lengthsSwapped = ReadUInt16(header.Slice(4)) == 2 && ReadUInt16(header.Slice(6)) < 3;
        _linkType = (LinkType)(ReadUInt32(header.Slice(20)) & LinkTypeMask);
        buffer.Advance(FileHeaderLength);
    }

    /// <inheritdoc/>
    public override bool TryRead(out CapturedPacket packet)
    {
        if (!Buffer.Ensure(_packetHeaderLength))
        {
            packet = default;
            return Buffer.Available == 0 ? false : throw CutOff(_packetHeaderLength);
        }

        ReadOnlySpan<byte> header = Buffer.Peek(0, StandardHeaderLength);
        uint seconds = ReadUInt32(header);
        uint fraction = ReadUInt32(header.Slice(4));
        uint captured = ReadUInt32(header.Slice(8));
        uint original = ReadUInt32(header.Slice(12));
        if (_lengthsSwapped)
        {
            (captured, original) = (original, captured);
        }

        if (captured > CaptureBuffer.MaximumPacket)
        {
            throw TooLong(captured);
        }

        int length = _packetHeaderLength + (int)captured;
        if (!Buffer.Ensure(length))
        {
            throw CutOff(length);
        }

        packet.Number = ++_number;
        packet.Time = new CaptureTime((seconds * NanosecondsPerSecond) + ((long)fraction * _nanosecondsPerUnit), _digits);
        packet.LinkType = _linkType;
        packet.OriginalLength = (int)Math.Min(Math.Max(captured, original), int.MaxValue);
        packet.Data = Buffer.Peek(_packetHeaderLength, (int)captured);
        Buffer.Advance(length);
        return true;
    }

    private CaptureFormatException CutOff(int length) =>
        new($"The capture ends in the middle of packet {_number + 1}: {Buffer.Available} of its {length} bytes are there.", Buffer.Offset);

    private CaptureFormatException TooLong(uint captured) =>
        new($"Packet {_number + 1} claims {captured} bytes; more than {CaptureBuffer.MaximumPacket} are not believed.", Buffer.Offset);

    /// <summary>Bytes before the data of a packet.</summary>
    public const int StandardHeaderLength = 16;

    /// <summary>The same in the format that Kuznetzov's patched libpcap wrote, which adds interface, protocol and packet type.</summary>
    public const int ModifiedHeaderLength = 24;

    private const int FileHeaderLength = 24;

    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Above these bits the field says whether, and how long, a frame check sequence ends each packet.</summary>
    private const uint LinkTypeMask = 0x03ff_ffff;
}
