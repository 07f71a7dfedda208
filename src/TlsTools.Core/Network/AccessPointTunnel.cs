using System;

namespace TlsTools.Network;

/// <summary>CAPWAP data channels: what an access point hands to its controller.</summary>
/// <remarks>
/// <code>
/// |0 0 0 0|Type |HLEN |RID |WBID |T|F|L|W|M|K|Flags| Fragment ID | Frag Offset |Rsvd|, then optional headers up to HLEN
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5415#section-4.3">RFC 5415, 4.3</seealso>
internal static class AccessPointTunnel
{
    /// <summary>Reads the header; a fragment of a frame is not put together.</summary>
    public static LayerReader? Read(ref Frame frame)
    {
        if (!frame.TryTake(HeaderLength, out ReadOnlySpan<byte> header) || header[0] != Plain)
        {
            return null;
        }

        int bits = (header[1] << 16) | (header[2] << 8) | header[3];
        int length = (bits >> 19) * 4;
        if ((bits & Fragment) != 0 || length < HeaderLength || !frame.TrySkip(length - HeaderLength))
        {
            return null;
        }

        return (bits & NativeFrame) == 0 ? Ethernet.Read
            : ((bits >> 9) & 0x1f) == WirelessBinding ? WirelessLan.ReadEitherOrder
            : null;
    }

    private const int HeaderLength = 8;

    // Version 0, and not the DTLS that may stand in its place.
    private const byte Plain = 0x00;

    private const int NativeFrame = 0x100;

    private const int Fragment = 0x80;

    private const int WirelessBinding = 1;
}
