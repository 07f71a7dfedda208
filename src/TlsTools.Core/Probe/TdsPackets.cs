using System;
using System.Collections.Generic;
using TlsTools.Carriers;
using TlsTools.Tls;
using TlsTools.Wire;

namespace TlsTools.Probe;

/// <summary>The packets of TDS in which a handshake travels.</summary>
/// <seealso href="https://learn.microsoft.com/openspecs/windows_protocols/ms-tds/60f56408-0188-4cd5-8b90-25c6f2423868">MS-TDS, 2.2.6.5</seealso>
internal sealed class TdsPackets
{
    private readonly TdsUnwrapper _unwrapper = new();

    /// <summary>Puts bytes into packets.</summary>
    public static byte[] Wrap(byte[] bytes)
    {
        WireWriter packets = new();
        for (int offset = 0; offset < bytes.Length; offset += LongestContent)
        {
            int length = Math.Min(LongestContent, bytes.Length - offset);
            bool isLast = offset + length == bytes.Length;
            packets.UInt8(TdsUnwrapper.PreLogin).UInt8(isLast ? 1 : 0).UInt16(TdsUnwrapper.HeaderLength + length).UInt16(0).UInt8(0).UInt8(0);
            packets.Bytes(bytes.AsSpan(offset, length).ToArray());
        }

        return packets.ToArray();
    }

    /// <summary>Takes what the server sent out of its packets, as much as is there.</summary>
    public byte[] Unwrap(byte[] bytes)
    {
        List<byte> records = [];
        ReadOnlySpan<byte> rest = bytes;
        while (_unwrapper.TryTake(Side.Server, ref rest, out ReadOnlySpan<byte> piece))
        {
            records.AddRange(piece.ToArray());
        }

        return [.. records];
    }

    // The size of packets before the login agrees on another.
    private const int LongestContent = 4096 - TdsUnwrapper.HeaderLength;
}
