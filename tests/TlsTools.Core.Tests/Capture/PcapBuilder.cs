using System;
using TlsTools.Capture;

namespace TlsTools.Tests.Capture;

/// <summary>Builds pcap files, right and wrong ones.</summary>
internal sealed class PcapBuilder
{
    private readonly FieldWriter _file;
    private readonly bool _modified;

    public PcapBuilder(
        bool bigEndian = false,
        uint magic = Microseconds,
        LinkType linkType = LinkType.Ethernet,
        uint upperLinkTypeBits = 0,
        ushort minorVersion = 4,
        uint snapshotLength = 65535)
    {
        _modified = magic == Modified;
        _file = new FieldWriter(bigEndian)
            .UInt32(magic).UInt16(2).UInt16(minorVersion).UInt32(0).UInt32(0)
            .UInt32(snapshotLength).UInt32((uint)linkType | upperLinkTypeBits);
    }

    public PcapBuilder Packet(uint seconds, uint fraction, byte[] data, int? originalLength = null, uint? capturedLength = null)
    {
        _file.UInt32(seconds).UInt32(fraction).UInt32(capturedLength ?? (uint)data.Length).UInt32((uint)(originalLength ?? data.Length));
        if (_modified)
        {
            _file.UInt32(7).UInt16(0x0800).Bytes(0, 0);
        }

        _file.Bytes(data);
        return this;
    }

    public byte[] ToArray() => _file.ToArray();

    /// <summary>Bytes that differ from packet to packet.</summary>
    public static byte[] Pattern(int length, int seed)
    {
        byte[] data = new byte[length];
        new Random(seed).NextBytes(data);
        return data;
    }

    public const uint Microseconds = 0xa1b2c3d4;
    public const uint Nanoseconds = 0xa1b23c4d;
    public const uint Modified = 0xa1b2cd34;
}
