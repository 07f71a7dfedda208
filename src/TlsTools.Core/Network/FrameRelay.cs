using System;

namespace TlsTools.Network;

/// <summary>Frame Relay.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc2427">RFC 2427</seealso>
internal static class FrameRelay
{
    /// <summary>Reads the address field and either RFC 2427's or Cisco's encapsulation.</summary>
    public static LayerReader? Read(ref Frame frame)
    {
        ReadOnlySpan<byte> address;
        do
        {
            if (!frame.TryTake(1, out address))
            {
                return null;
            }
        }
        while ((address[0] & EndOfAddress) == 0);

        if (frame.Rest.Length < 2)
        {
            return null;
        }

        if (frame.Rest[0] != UnnumberedInformation)
        {
            int type = (frame.Rest[0] << 8) | frame.Rest[1];
            return frame.TrySkip(2) ? EtherTypes.Find((ushort)type) : null;
        }

        return frame.TrySkip(1) ? ReadNetworkLayerIdentifier : null;
    }

    /// <summary>Reads the one-byte name of a network protocol.</summary>
    public static LayerReader? ReadNetworkLayerIdentifier(ref Frame frame)
    {
        if (!frame.TryTake(1, out ReadOnlySpan<byte> identifier))
        {
            return null;
        }

        return identifier[0] switch
        {
            0x00 => ReadNetworkLayerIdentifier,
            0x80 => LogicalLink.ReadSubnetworkAccess,
            0x8e => Ipv6.Read,
            0xcc => Ipv4.Read,
            _ => null,
        };
    }

    private const byte EndOfAddress = 0x01;

    private const byte UnnumberedInformation = 0x03;
}
