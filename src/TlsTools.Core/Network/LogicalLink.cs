using System;
using System.Buffers.Binary;

namespace TlsTools.Network;

/// <summary>IEEE 802.2 logical link control, with SNAP.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc1042">RFC 1042</seealso>
internal static class LogicalLink
{
    /// <summary>Reads the service access points and what protocol they name.</summary>
    public static LayerReader? Read(ref Frame frame)
    {
        if (!frame.TryTake(3, out ReadOnlySpan<byte> header) || header[2] != UnnumberedInformation)
        {
            return null;
        }

        return BinaryPrimitives.ReadUInt16BigEndian(header) switch
        {
            0xaaaa => ReadSubnetworkAccess,
            0x0606 => Ipv4.Read,
            0xfefe => FrameRelay.ReadNetworkLayerIdentifier,
            _ => null,
        };
    }

    /// <summary>Reads an organization code with the EtherType or other identifier it owns.</summary>
    public static LayerReader? ReadSubnetworkAccess(ref Frame frame)
    {
        if (!frame.TryTake(5, out ReadOnlySpan<byte> header))
        {
            return null;
        }

        ushort identifier = BinaryPrimitives.ReadUInt16BigEndian(header.Slice(3));
        return (header[0] << 16 | header[1] << 8 | header[2]) switch
        {
            EtherTypeOrganization or BridgeTunnelOrganization => EtherTypes.Find(identifier),
            BridgedOrganization when identifier is 0x0001 or 0x0007 => ReadBridgedEthernet,
            _ => null,
        };
    }

    // RFC 2684, 5.2: two bytes of padding before the bridged frame.
    private static LayerReader? ReadBridgedEthernet(ref Frame frame) => frame.TrySkip(2) ? Ethernet.Read : null;

    private const byte UnnumberedInformation = 0x03;

    private const int EtherTypeOrganization = 0x000000;

    private const int BridgeTunnelOrganization = 0x0000f8;

    private const int BridgedOrganization = 0x0080c2;
}
