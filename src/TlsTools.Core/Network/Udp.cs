using System;
using System.Buffers.Binary;

namespace TlsTools.Network;

/// <summary>The User Datagram Protocol: only tunnels matter here.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc768">RFC 768</seealso>
internal static class Udp
{
    /// <summary>Reads the header and looks for a tunnel on either port.</summary>
    public static LayerReader? Read(ref Frame frame)
    {
        if (!frame.TryTake(8, out ReadOnlySpan<byte> header))
        {
            return null;
        }

        // A length of zero is a jumbogram's, or what segmentation offload leaves.
        int length = BinaryPrimitives.ReadUInt16BigEndian(header.Slice(4));
        if (length >= 8)
        {
            frame.Limit(length - 8);
        }

        return UdpTunnels.Find(BinaryPrimitives.ReadUInt16BigEndian(header.Slice(2)))
            ?? UdpTunnels.Find(BinaryPrimitives.ReadUInt16BigEndian(header));
    }
}
