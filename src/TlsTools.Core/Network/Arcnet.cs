using System;

namespace TlsTools.Network;

/// <summary>ARCNET.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc1201">RFC 1201</seealso>
internal static class Arcnet
{
    /// <summary>Reads the header as Linux gives it: source, destination, two bytes of offset, protocol, fragment fields.</summary>
    public static LayerReader? ReadLinux(ref Frame frame)
    {
        if (!frame.TryTake(8, out ReadOnlySpan<byte> header) || (header[5] == ExceptionFlag && !frame.TrySkip(4)))
        {
            return null;
        }

        return header[4] switch
        {
            0xc4 => Ipv6.Read,
            0xd4 => Ipv4.Read,
            0xf0 => Ipv4.Read,
            _ => null,
        };
    }

    private const byte ExceptionFlag = 0xff;
}
