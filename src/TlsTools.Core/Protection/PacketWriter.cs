using System;
using System.Buffers.Binary;
using System.IO;
using TlsTools.Capture;

namespace TlsTools.Protection;

/// <summary>Writes packets of raw IP as pcap or pcapng.</summary>
/// <seealso href="https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-05.html">PCAP Capture File Format</seealso>
/// <seealso href="https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-03.html">PCAP Next Generation</seealso>
internal sealed class PacketWriter(Stream output, bool isPcapNg)
{
    private readonly byte[] _header = new byte[32];
    private bool _hasBegun;
    private bool _isNanoseconds;

    /// <summary>Whether there are times with more than six digits; they are written with nine in pcap, which has one resolution for all.</summary>
    public bool IsPrecise { get; init; }

    /// <summary>Writes a packet.</summary>
    /// <param name="time">When it was captured.</param>
    /// <param name="packet">From its IP header on.</param>
    /// <param name="length">Bytes that it had on the wire.</param>
    public void Write(CaptureTime time, ReadOnlySpan<byte> packet, int length)
    {
        Begin(IsPrecise || time.Digits > 6);
        if (isPcapNg)
        {
            WriteBlock(time, packet, length);
            return;
        }

        long seconds = Math.DivRem(time.Nanoseconds, 1_000_000_000, out long fraction);
        Span<byte> header = _header.AsSpan(0, 16);
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)seconds);
        BinaryPrimitives.WriteUInt32LittleEndian(header.Slice(4), (uint)(_isNanoseconds ? fraction : fraction / 1000));
        BinaryPrimitives.WriteUInt32LittleEndian(header.Slice(8), (uint)packet.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header.Slice(12), (uint)length);
        output.Write(_header, 0, 16);
        Put(packet);
    }

    /// <summary>Writes a key log for the packets that follow; only pcapng can hold one.</summary>
    public void WriteSecrets(byte[] keyLog)
    {
        if (keyLog.Length == 0 || !isPcapNg)
        {
            return;
        }

        Begin(isNanoseconds: true);
        int padding = -keyLog.Length & 3;
        uint total = (uint)(20 + keyLog.Length + padding);
        byte[] block = new byte[total];
        BinaryPrimitives.WriteUInt32LittleEndian(block, (uint)PcapNgBlockType.DecryptionSecrets);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(4), total);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(8), DecryptionSecrets.TlsKeyLog);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(12), (uint)keyLog.Length);
        keyLog.CopyTo(block, 16);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan((int)total - 4), total);
        output.Write(block, 0, block.Length);
    }

    /// <summary>Writes what stands before the first packet, where there was none.</summary>
    public void End() => Begin(isNanoseconds: false);

    private void Begin(bool isNanoseconds)
    {
        if (_hasBegun)
        {
            return;
        }

        _hasBegun = true;
        _isNanoseconds = isNanoseconds;
        if (isPcapNg)
        {
            Put([
                0x0a, 0x0d, 0x0d, 0x0a, 28, 0, 0, 0, 0x4d, 0x3c, 0x2b, 0x1a, 1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 28, 0, 0, 0,
                .. Interface(6),
                .. Interface(9),
            ]);
            return;
        }

        Put([
            (byte)(isNanoseconds ? 0x4d : 0xd4), (byte)(isNanoseconds ? 0x3c : 0xc3), 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, (byte)LinkType.Raw, 0, 0, 0,
        ]);
    }

    // An interface for each resolution: its packets then have as many digits as before.
    private static byte[] Interface(byte digits) =>
        [1, 0, 0, 0, 32, 0, 0, 0, (byte)LinkType.Raw, 0, 0, 0, 0, 0, 0, 0, 9, 0, 1, 0, digits, 0, 0, 0, 0, 0, 0, 0, 32, 0, 0, 0];

    private void WriteBlock(CaptureTime time, ReadOnlySpan<byte> packet, int length)
    {
        int padding = -packet.Length & 3;
        uint total = (uint)(32 + packet.Length + padding);
        ulong units = (ulong)(time.Digits > 6 ? time.Nanoseconds : time.Nanoseconds / 1000);
        Span<byte> header = _header.AsSpan(0, 28);
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)PcapNgBlockType.EnhancedPacket);
        BinaryPrimitives.WriteUInt32LittleEndian(header.Slice(4), total);
        BinaryPrimitives.WriteUInt32LittleEndian(header.Slice(8), time.Digits > 6 ? 1u : 0u);
        BinaryPrimitives.WriteUInt32LittleEndian(header.Slice(12), (uint)(units >> 32));
        BinaryPrimitives.WriteUInt32LittleEndian(header.Slice(16), (uint)units);
        BinaryPrimitives.WriteUInt32LittleEndian(header.Slice(20), (uint)packet.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header.Slice(24), (uint)length);
        output.Write(_header, 0, 28);
        Put(packet);
        Span<byte> trailer = _header.AsSpan(0, padding + 4);
        trailer.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.Slice(padding), total);
        output.Write(_header, 0, padding + 4);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        if (_copy.Length < bytes.Length)
        {
            _copy = new byte[Math.Max(bytes.Length, 64 * 1024)];
        }

        bytes.CopyTo(_copy);
        output.Write(_copy, 0, bytes.Length);
    }

    private byte[] _copy = [];
}
