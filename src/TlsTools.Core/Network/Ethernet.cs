using System;
using System.Buffers.Binary;

namespace TlsTools.Network;

/// <summary>Ethernet frames.</summary>
internal static class Ethernet
{
    /// <summary>Reads both addresses and what EtherType or length stands behind them.</summary>
    public static LayerReader? Read(ref Frame frame) => frame.TryTake(HeaderLength, out ReadOnlySpan<byte> header)
        ? EtherTypes.Next(ref frame, BinaryPrimitives.ReadUInt16BigEndian(header.Slice(12)))
        : null;

    /// <summary>Reads a frame behind the preamble and delimiter of IEEE 802.3br.</summary>
    public static LayerReader? ReadMPacket(ref Frame frame) => frame.TrySkip(8) ? Read : null;

    /// <summary>Reads a frame behind netANALYZER's four bytes.</summary>
    public static LayerReader? ReadNetAnalyzer(ref Frame frame) => frame.TrySkip(4) ? Read : null;

    /// <summary>Reads a frame inside IP.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc3378#section-3">RFC 3378 (EtherIP), 3</seealso>
    public static LayerReader? ReadInIp(ref Frame frame) => frame.TrySkip(2) ? Read : null;

    private const int HeaderLength = 14;
}
