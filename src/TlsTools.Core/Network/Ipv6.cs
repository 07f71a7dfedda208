using System;
using System.Buffers.Binary;

namespace TlsTools.Network;

/// <summary>Internet Protocol version 6.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8200#section-3">RFC 8200, 3</seealso>
internal static class Ipv6
{
    /// <summary>The header, without extension headers.</summary>
    public const int HeaderLength = 40;

    /// <summary>Reads the fixed header.</summary>
    public static LayerReader? Read(ref Frame frame)
    {
        if (!frame.TryTake(HeaderLength, out ReadOnlySpan<byte> header) || header[0] >> 4 != 6)
        {
            return null;
        }

        // Zero means a jumbogram (RFC 2675) or segmentation offload; either way the packet's own length is the better word.
        int payloadLength = BinaryPrimitives.ReadUInt16BigEndian(header.Slice(4));
        if (payloadLength != 0)
        {
            frame.Limit(payloadLength);
        }

        frame.Source = header.Slice(8, 16);
        frame.Destination = header.Slice(24, 16);
        frame.TimeToLive = header[7];
        return IpProtocols.Find(header[6]);
    }

    /// <summary>Reads an IP packet of the version that its first four bits name.</summary>
    public static LayerReader? ReadEitherVersion(ref Frame frame) => frame.Rest.IsEmpty
        ? null
        : (frame.Rest[0] >> 4) switch
        {
            4 => Ipv4.Read,
            6 => Read,
            _ => null,
        };
}
