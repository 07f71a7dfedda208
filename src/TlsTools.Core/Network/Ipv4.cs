using System;
using System.Buffers.Binary;

namespace TlsTools.Network;

/// <summary>Internet Protocol version 4.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc791#section-3.1">RFC 791, 3.1</seealso>
internal static class Ipv4
{
    /// <summary>The header without options.</summary>
    public const int MinimumLength = 20;

    /// <summary>The more-fragments flag and the fragment offset: all clear in a whole datagram.</summary>
    public const int FragmentBits = MoreFragments | OffsetMask;

    /// <summary>Reads the header; a fragment is kept until its datagram is whole.</summary>
    public static LayerReader? Read(ref Frame frame)
    {
        ReadOnlySpan<byte> packet = frame.Rest;
        if (!packet.IsEmpty && packet[0] >> 4 == 6)
        {
            // Rewritten captures name one version below the other; the packet's own word counts, as in Wireshark.
            return Ipv6.Read;
        }

        if (packet.Length < MinimumLength || packet[0] >> 4 != 4)
        {
            return null;
        }

        int headerLength = (packet[0] & 0x0f) * 4;
        int totalLength = BinaryPrimitives.ReadUInt16BigEndian(packet.Slice(2));
        if (totalLength == 0)
        {
            // Segmentation offload: the sender's network card fills it in after the capture saw the packet.
            totalLength = frame.WireLength;
        }

        if (headerLength < MinimumLength || totalLength < headerLength)
        {
            return null;
        }

        frame.Limit(totalLength);
        if (!frame.TrySkip(headerLength))
        {
            return null;
        }

        frame.Source = packet.Slice(12, 4);
        frame.Destination = packet.Slice(16, 4);
        frame.TimeToLive = packet[8];
        byte protocol = packet[9];
        int fragment = BinaryPrimitives.ReadUInt16BigEndian(packet.Slice(6));
        if ((fragment & FragmentBits) != 0)
        {
            FragmentKey key = FragmentKey.ForIpv4(packet, protocol);
            bool more = (fragment & MoreFragments) != 0;
            return frame.Fragments.TryComplete(ref frame, in key, (fragment & OffsetMask) * 8, more, ref protocol)
                ? IpProtocols.Find(protocol)
                : null;
        }

        return IpProtocols.Find(protocol);
    }

    private const int MoreFragments = 0x2000;

    private const int OffsetMask = 0x1fff;
}
