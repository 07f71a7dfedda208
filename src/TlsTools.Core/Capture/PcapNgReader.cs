using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace TlsTools.Capture;

/// <summary>Reads pcapng: sections of blocks, each section with its own byte order and interfaces.</summary>
/// <remarks>
/// <code>
/// struct {
///     uint32 block_type;
///     uint32 block_total_length;
///     opaque body[block_total_length - 12];
///     uint32 block_total_length;
/// } Block;
/// </code>
/// </remarks>
/// <seealso href="https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-03.html">PCAP Next Generation Capture File Format</seealso>
internal sealed class PcapNgReader : CaptureReader
{
    private readonly List<PcapNgInterface> _interfaces = [];
    private readonly List<DecryptionSecrets> _secrets = [];
    private long _number;
    private long _secretsLength;

    /// <summary>Reads the first section's header.</summary>
    /// <param name="buffer">Stands at the block type of the header, which was looked at.</param>
    public PcapNgReader(CaptureBuffer buffer)
        : base(buffer) => ReadSectionHeader();

    /// <inheritdoc/>
    public override IReadOnlyList<DecryptionSecrets> Secrets => _secrets;

    /// <inheritdoc/>
    public override bool TryRead(out CapturedPacket packet)
    {
        packet = default;
        while (TryReadBlockStart(out PcapNgBlockType type, out uint length))
        {
            switch (type)
            {
                case PcapNgBlockType.EnhancedPacket:
                    ReadEnhancedPacket(length, ref packet);
                    return true;
                case PcapNgBlockType.SimplePacket:
                    ReadSimplePacket(length, ref packet);
                    return true;
                case PcapNgBlockType.ObsoletePacket:
                    ReadObsoletePacket(length, ref packet);
                    return true;
                case PcapNgBlockType.InterfaceDescription:
                    ReadInterface(length);
                    break;
                case PcapNgBlockType.SectionHeader:
                    ReadSectionHeader();
                    break;
                case PcapNgBlockType.DecryptionSecrets:
                    ReadSecrets(length);
                    break;
                case PcapNgBlockType.SystemdJournal:
                case PcapNgBlockType.Custom:
                case PcapNgBlockType.CustomNotCopied:
                    SkipBlock(length);
                    _number++;
                    break;
                default:
                    SkipBlock(length);
                    break;
            }
        }

        return false;
    }

    private bool TryReadBlockStart(out PcapNgBlockType type, out uint length)
    {
        if (!Buffer.Ensure(BlockStartLength))
        {
            type = default;
            length = 0;
            return Buffer.Available == 0 ? false : throw CutOff(BlockOverhead);
        }

        ReadOnlySpan<byte> start = Buffer.Peek(0, BlockStartLength);
        type = (PcapNgBlockType)ReadUInt32(start);
        length = ReadUInt32(start.Slice(4));

        // The byte order of a section header is not known yet; its length is checked where it is read.
        if (type != PcapNgBlockType.SectionHeader)
        {
            CheckLength(length, BlockOverhead);
        }

        return true;
    }

    // struct { uint32 byte_order_magic; uint16 major; uint16 minor; uint64 section_length; Option options[]; }
    private void ReadSectionHeader()
    {
        if (!Buffer.Ensure(SectionHeaderLength))
        {
            throw CutOff(SectionHeaderLength);
        }

        ReadOnlySpan<byte> header = Buffer.Peek(0, SectionHeaderLength);
        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(header.Slice(8));
        IsBigEndian = magic switch
        {
            ByteOrderMagic => false,
            ByteOrderMagicSwapped => true,
            _ => throw Damaged($"The section header has 0x{magic:x8} where its byte-order magic belongs"),
        };
        uint length = ReadUInt32(header.Slice(4));
        CheckLength(length, SectionHeaderLength);
        ushort major = ReadUInt16(header.Slice(12));
        if (major != 1)
        {
            throw Damaged($"The section has pcapng version {major}; only version 1 is known");
        }

        SkipBlock(length);
        _interfaces.Clear();
    }

    // struct { uint16 link_type; uint16 reserved; uint32 snap_len; Option options[]; }
    private void ReadInterface(uint length)
    {
        ReadOnlySpan<byte> body = ReadBody(length, 8);
        if (_interfaces.Count == MaximumInterfaces)
        {
            throw Damaged($"The section has more than {MaximumInterfaces} interfaces");
        }

        byte resolution = PcapNgInterface.DefaultResolution;
        long offsetSeconds = 0;
        ReadOnlySpan<byte> options = body.Slice(8);
        while (TryReadOption(ref options, out ushort code, out ReadOnlySpan<byte> value))
        {
            if (code == TimeResolutionOption && value.Length >= 1)
            {
                resolution = value[0];
            }
            else if (code == TimeOffsetOption && value.Length >= 8)
            {
                offsetSeconds = (long)ReadUInt64(value);
            }
        }

        _interfaces.Add(new PcapNgInterface((LinkType)ReadUInt16(body), ReadUInt32(body.Slice(4)), resolution, offsetSeconds));
        Buffer.Advance((int)length);
    }

    // An option that does not fit ends the list: the rest of the block is still framed by its length.
    private bool TryReadOption(ref ReadOnlySpan<byte> options, out ushort code, out ReadOnlySpan<byte> value)
    {
        code = 0;
        value = default;
        if (options.Length < 4)
        {
            return false;
        }

        code = ReadUInt16(options);
        int length = ReadUInt16(options.Slice(2));
        if (code == EndOfOptions || length > options.Length - 4)
        {
            return false;
        }

        value = options.Slice(4, length);
        options = options.Slice(Math.Min(4 + ((length + 3) & ~3), options.Length));
        return true;
    }

    // struct { uint32 interface_id; uint32 timestamp[2]; uint32 captured; uint32 original; opaque data[captured]; Option options[]; }
    private void ReadEnhancedPacket(uint length, ref CapturedPacket packet)
    {
        ReadOnlySpan<byte> body = ReadBody(length, 20);
        ReadPacket(ReadUInt32(body), body, ref packet);
        Buffer.Advance((int)length);
    }

    // As above, but the first field is struct { uint16 interface_id; uint16 drops_count; }
    private void ReadObsoletePacket(uint length, ref CapturedPacket packet)
    {
        ReadOnlySpan<byte> body = ReadBody(length, 20);
        ReadPacket(ReadUInt16(body), body, ref packet);
        Buffer.Advance((int)length);
    }

    private void ReadPacket(uint interfaceNumber, ReadOnlySpan<byte> body, ref CapturedPacket packet)
    {
        PcapNgInterface capturedOn = FindInterface(interfaceNumber);
        ulong units = ((ulong)ReadUInt32(body.Slice(4)) << 32) | ReadUInt32(body.Slice(8));
        uint captured = ReadUInt32(body.Slice(12));
        uint original = ReadUInt32(body.Slice(16));
        if (captured > (uint)(body.Length - 20))
        {
            throw Damaged($"Packet {_number + 1} claims {captured} bytes; its block has room for {body.Length - 20}");
        }

        packet.Number = ++_number;
        packet.Time = capturedOn.ToTime(units);
        packet.LinkType = capturedOn.LinkType;
        packet.OriginalLength = (int)Math.Min(Math.Max(captured, original), int.MaxValue);
        packet.Data = body.Slice(20, (int)captured);
    }

    // struct { uint32 original; opaque data[]; }: the captured length is what the snapshot length left, and there is no time.
    private void ReadSimplePacket(uint length, ref CapturedPacket packet)
    {
        ReadOnlySpan<byte> body = ReadBody(length, 4);
        PcapNgInterface capturedOn = FindInterface(0);
        uint original = ReadUInt32(body);
        uint captured = Math.Min(original, (uint)(body.Length - 4));
        if (capturedOn.SnapshotLength != 0)
        {
            captured = Math.Min(captured, capturedOn.SnapshotLength);
        }

        packet.Number = ++_number;
        packet.LinkType = capturedOn.LinkType;
        packet.OriginalLength = (int)Math.Min(original, int.MaxValue);
        packet.Data = body.Slice(4, (int)captured);
        Buffer.Advance((int)length);
    }

    private PcapNgInterface FindInterface(uint number) =>
        number < (uint)_interfaces.Count
            ? _interfaces[(int)number]
            : throw Damaged($"Packet {_number + 1} was captured on interface {number}; the section describes {_interfaces.Count}");

    // struct { uint32 secrets_type; uint32 secrets_length; opaque secrets[secrets_length]; Option options[]; }
    private void ReadSecrets(uint length)
    {
        if (length > CaptureBuffer.MaximumUnit || _secretsLength + length > MaximumSecrets)
        {
            SkipBlock(length);
            return;
        }

        ReadOnlySpan<byte> body = ReadBody(length, 8);
        uint secretsLength = ReadUInt32(body.Slice(4));
        if (secretsLength > (uint)(body.Length - 8))
        {
            throw Damaged($"The secrets claim {secretsLength} bytes; their block has room for {body.Length - 8}");
        }

        _secrets.Add(new DecryptionSecrets(ReadUInt32(body), body.Slice(8, (int)secretsLength).ToArray()));
        SecretsCount = _secrets.Count;
        _secretsLength += length;
        Buffer.Advance((int)length);
    }

    // The body of a block that is read as a whole. The buffer does not advance, so that an error names the block's offset.
    private ReadOnlySpan<byte> ReadBody(uint length, int fixedLength)
    {
        CheckLength(length, BlockOverhead + fixedLength);
        if (length > CaptureBuffer.MaximumUnit)
        {
            throw Damaged($"The block claims {length} bytes; more than {CaptureBuffer.MaximumUnit} are not believed");
        }

        if (!Buffer.Ensure((int)length))
        {
            throw CutOff(length);
        }

        CheckTrailer(length, Buffer.Peek((int)length - 4, 4), Buffer.Offset);
        return Buffer.Peek(BlockStartLength, (int)length - BlockOverhead);
    }

    private void SkipBlock(uint length)
    {
        long offset = Buffer.Offset;
        if (!Buffer.Skip(length - 4) || !Buffer.Ensure(4))
        {
            long present = Buffer.Offset + Buffer.Available - offset;
            throw new CaptureFormatException($"The capture ends in the middle of a block: {present} of its {length} bytes are there.", offset);
        }

        CheckTrailer(length, Buffer.Peek(0, 4), offset);
        Buffer.Advance(4);
    }

    private void CheckLength(uint length, int minimum)
    {
        if (length < minimum || length % 4 != 0)
        {
            throw Damaged($"The block claims {length} bytes; {minimum} or more, in steps of 4, would be right");
        }
    }

    private void CheckTrailer(uint length, ReadOnlySpan<byte> trailer, long offset)
    {
        uint repeated = ReadUInt32(trailer);
        if (repeated != length)
        {
            throw new CaptureFormatException($"The block claims {length} bytes at its start and {repeated} at its end.", offset);
        }
    }

    private CaptureFormatException CutOff(long length) =>
        new($"The capture ends in the middle of a block: {Buffer.Available} of its {length} bytes are there.", Buffer.Offset);

    private CaptureFormatException Damaged(string message) => new(message + ".", Buffer.Offset);

    private const uint ByteOrderMagic = 0x1a2b3c4d;
    private const uint ByteOrderMagicSwapped = 0x4d3c2b1a;
    private const int BlockStartLength = 8;
    private const int BlockOverhead = 12;
    private const int SectionHeaderLength = 28;
    private const ushort EndOfOptions = 0;
    private const ushort TimeResolutionOption = 9;
    private const ushort TimeOffsetOption = 14;

    /// <summary>Protects memory from a file that is nothing but interfaces; more do not fit the ids of the obsolete packet block.</summary>
    private const int MaximumInterfaces = 65_536;

    /// <summary>
    /// Protects memory from a file that is nothing but secrets. A TLS session's secrets are under 1 KiB,
    /// so this is room for those of some 16,000 sessions; later blocks are skipped.
    /// </summary>
    private const int MaximumSecrets = 16 * 1024 * 1024;
}
