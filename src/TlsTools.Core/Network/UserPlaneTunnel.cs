using System;
using System.Buffers.Binary;

namespace TlsTools.Network;

/// <summary>GTP-U, what mobile networks carry their subscribers' packets in.</summary>
/// <seealso href="https://www.3gpp.org/dynareport/29281.htm">3GPP TS 29.281, 5</seealso>
internal static class UserPlaneTunnel
{
    /// <summary>Reads a G-PDU with its extension headers.</summary>
    public static LayerReader? Read(ref Frame frame)
    {
        if (!frame.TryTake(8, out ReadOnlySpan<byte> header)
            || (header[0] & VersionAndType) != VersionOne
            || header[1] != SubscriberPacket)
        {
            return null;
        }

        frame.Limit(BinaryPrimitives.ReadUInt16BigEndian(header.Slice(2)));
        if ((header[0] & AnyOptional) != 0)
        {
            if (!frame.TryTake(4, out ReadOnlySpan<byte> optional))
            {
                return null;
            }

            byte next = (header[0] & ExtensionPresent) != 0 ? optional[3] : (byte)0;
            while (next != 0)
            {
                // Its length counts four bytes; a length of zero would never end.
                if (frame.Rest.IsEmpty
                    || frame.Rest[0] == 0
                    || !frame.TryTake(frame.Rest[0] * 4, out ReadOnlySpan<byte> extension))
                {
                    return null;
                }

                next = extension[extension.Length - 1];
            }
        }

        return Ipv6.ReadEitherVersion;
    }

    private const byte VersionAndType = 0xf0;

    private const byte VersionOne = 0x30;

    private const byte AnyOptional = 0x07;

    private const byte ExtensionPresent = 0x04;

    private const byte SubscriberPacket = 255;
}
