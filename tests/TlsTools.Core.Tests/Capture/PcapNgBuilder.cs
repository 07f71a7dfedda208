using System;
using System.Collections.Generic;
using TlsTools.Capture;

namespace TlsTools.Tests.Capture;

/// <summary>Builds pcapng files, right and wrong ones.</summary>
internal sealed class PcapNgBuilder
{
    private readonly List<byte> _file = [];
    private bool _bigEndian;

    public PcapNgBuilder Section(bool bigEndian = false, ushort majorVersion = 1, ulong length = ulong.MaxValue)
    {
        _bigEndian = bigEndian;
        return Block(0x0a0d0d0a, body => body.UInt32(0x1a2b3c4d).UInt16(majorVersion).UInt16(0).UInt64(length));
    }

    public PcapNgBuilder Interface(
        LinkType linkType = LinkType.Ethernet, uint snapshotLength = 0, byte? resolution = null, long? offsetSeconds = null) =>
        Block(1, body =>
        {
            body.UInt16((ushort)linkType).UInt16(0).UInt32(snapshotLength);
            body.UInt16(2).UInt16(5).Bytes("eth0\n"u8.ToArray()).PadTo4();
            if (resolution is byte exponent)
            {
                body.UInt16(9).UInt16(1).Bytes(exponent).PadTo4();
            }

            if (offsetSeconds is long seconds)
            {
                body.UInt16(14).UInt16(8).UInt64((ulong)seconds);
            }

            body.UInt16(0x7abc).UInt16(3).Bytes(1, 2, 3).PadTo4().UInt16(0).UInt16(0);
        });

    public PcapNgBuilder Enhanced(
        ulong units, byte[] data, uint interfaceNumber = 0, int? originalLength = null, uint? capturedLength = null) =>
        Block(6, body => body.UInt32(interfaceNumber)
            .UInt32((uint)(units >> 32)).UInt32((uint)units)
            .UInt32(capturedLength ?? (uint)data.Length).UInt32((uint)(originalLength ?? data.Length))
            .Bytes(data).PadTo4()
            .UInt16(1).UInt16(6).Bytes("a note"u8.ToArray()).PadTo4().UInt16(0).UInt16(0));

    public PcapNgBuilder Obsolete(ulong units, byte[] data, ushort interfaceNumber = 0) =>
        Block(2, body => body.UInt16(interfaceNumber).UInt16(0xffff)
            .UInt32((uint)(units >> 32)).UInt32((uint)units)
            .UInt32((uint)data.Length).UInt32((uint)data.Length)
            .Bytes(data).PadTo4());

    public PcapNgBuilder Simple(byte[] data, int? originalLength = null) =>
        Block(3, body => body.UInt32((uint)(originalLength ?? data.Length)).Bytes(data).PadTo4());

    public PcapNgBuilder Secrets(uint type, byte[] secrets) =>
        Block(10, body => body.UInt32(type).UInt32((uint)secrets.Length).Bytes(secrets).PadTo4());

    public PcapNgBuilder Block(uint type, Action<FieldWriter> write, uint? length = null, uint? trailingLength = null)
    {
        FieldWriter body = new(_bigEndian);
        write(body);
        byte[] bytes = body.ToArray();
        uint total = (uint)bytes.Length + 12;
        _file.AddRange(new FieldWriter(_bigEndian)
            .UInt32(type).UInt32(length ?? total).Bytes(bytes).UInt32(trailingLength ?? length ?? total).ToArray());
        return this;
    }

    public byte[] ToArray() => [.. _file];
}
