using System;
using System.Buffers.Binary;

namespace TlsTools.Network;

/// <summary>The headers between IPv6 and what it carries; the authentication header stands behind IPv4 too.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8200#section-4">RFC 8200, 4</seealso>
internal static class Ipv6Extensions
{
    /// <summary>Skips a header whose second byte counts its length in 8-byte units, the first not counted.</summary>
    public static LayerReader? ReadOptions(ref Frame frame) =>
        TryTake(ref frame, out ReadOnlySpan<byte> header) ? IpProtocols.Find(header[0]) : null;

    /// <summary>Reads a routing header: a packet still under way has its final receiver in there.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc8754#section-2">RFC 8754, 2</seealso>
    public static LayerReader? ReadRouting(ref Frame frame)
    {
        if (!TryTake(ref frame, out ReadOnlySpan<byte> header))
        {
            return null;
        }

        byte segmentsLeft = header[3];
        if (segmentsLeft > 0 && header.Length >= 24)
        {
            frame.Destination = header[2] switch
            {
                SourceRoute or MobileRoute => header.Slice(header.Length - 16),
                SegmentRoute => header.Slice(8, 16),
                _ => frame.Destination,
            };
        }

        return IpProtocols.Find(header[0]);
    }

    /// <summary>Reads a fragment header; the fragment is kept until its datagram is whole.</summary>
    public static LayerReader? ReadFragment(ref Frame frame)
    {
        if (frame.Source.Length != 16 || !frame.TryTake(8, out ReadOnlySpan<byte> header))
        {
            return null;
        }

        byte next = header[0];
        int offset = BinaryPrimitives.ReadUInt16BigEndian(header.Slice(2));
        if ((offset & ~ReservedBits) == 0)
        {
            // RFC 6946: an atomic fragment is the whole datagram.
            return IpProtocols.Find(next);
        }

        FragmentKey key = FragmentKey.ForIpv6(frame.Source, frame.Destination, BinaryPrimitives.ReadUInt32BigEndian(header.Slice(4)));
        bool more = (offset & MoreFragments) != 0;
        return frame.Fragments.TryComplete(ref frame, in key, offset & OffsetMask, more, ref next) ? IpProtocols.Find(next) : null;
    }

    /// <summary>Skips an authentication header: what it protects is not encrypted.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc4302#section-2">RFC 4302, 2</seealso>
    public static LayerReader? ReadAuthentication(ref Frame frame)
    {
        if (frame.Rest.Length < 2)
        {
            return null;
        }

        byte next = frame.Rest[0];
        return frame.TrySkip((frame.Rest[1] + 2) * 4) ? IpProtocols.Find(next) : null;
    }

    private static bool TryTake(scoped ref Frame frame, out ReadOnlySpan<byte> header)
    {
        header = default;
        return frame.Rest.Length >= 8 && frame.TryTake((frame.Rest[1] + 1) * 8, out header);
    }

    private const byte SourceRoute = 0;

    private const byte MobileRoute = 2;

    private const byte SegmentRoute = 4;

    private const int ReservedBits = 0x0006;

    private const int MoreFragments = 0x0001;

    private const int OffsetMask = 0xfff8;
}
