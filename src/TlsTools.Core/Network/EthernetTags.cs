using System;
using System.Buffers.Binary;

namespace TlsTools.Network;

/// <summary>What stands between an EtherType and the next one, or before a whole inner frame.</summary>
internal static class EthernetTags
{
    /// <summary>IEEE 802.1Q and 802.1ad: tag control information, then the next type.</summary>
    public static LayerReader? ReadVirtualLan(ref Frame frame) => ReadTag(ref frame, 4);

    /// <summary>Cisco VN-Tag.</summary>
    public static LayerReader? ReadVirtualNetworkTag(ref Frame frame) => ReadTag(ref frame, 6);

    /// <summary>IEEE 802.1BR E-TAG.</summary>
    public static LayerReader? ReadExtensionTag(ref Frame frame) => ReadTag(ref frame, 8);

    /// <summary>Cisco MetaData with a security group tag.</summary>
    public static LayerReader? ReadCiscoMetadata(ref Frame frame) => ReadTag(ref frame, 8);

    /// <summary>IEEE 802.1AE, where it protects only the integrity.</summary>
    public static LayerReader? ReadMacSecurity(ref Frame frame)
    {
        if (frame.Rest.IsEmpty || (frame.Rest[0] & (Encrypted | Changed)) != 0)
        {
            return null;
        }

        return ReadTag(ref frame, (frame.Rest[0] & ChannelIdentifier) != 0 ? 16 : 8);
    }

    /// <summary>IEEE 802.1ah: service tag before the customer's frame.</summary>
    public static LayerReader? ReadBackboneService(ref Frame frame) => frame.TrySkip(4) ? Ethernet.Read : null;

    /// <summary>Cisco FabricPath: forwarding tag before the customer's frame.</summary>
    public static LayerReader? ReadFabricPath(ref Frame frame) => frame.TrySkip(2) ? Ethernet.Read : null;

    /// <summary>TRILL before the customer's frame.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc6325#section-3.2">RFC 6325, 3.2</seealso>
    public static LayerReader? ReadTrill(ref Frame frame)
    {
        if (!frame.TryTake(6, out ReadOnlySpan<byte> header))
        {
            return null;
        }

        int optionWords = (BinaryPrimitives.ReadUInt16BigEndian(header) >> 6) & 0x1f;
        return frame.TrySkip(optionWords * 4) ? Ethernet.Read : null;
    }

    private static LayerReader? ReadTag(ref Frame frame, int length) => frame.TryTake(length, out ReadOnlySpan<byte> tag)
        ? EtherTypes.Next(ref frame, BinaryPrimitives.ReadUInt16BigEndian(tag.Slice(length - 2)))
        : null;

    private const byte ChannelIdentifier = 0x20;

    private const byte Encrypted = 0x08;

    private const byte Changed = 0x04;
}
