namespace TlsTools.Network;

/// <summary>What follows an EtherType.</summary>
/// <seealso href="https://www.iana.org/assignments/ieee-802-numbers">IANA, IEEE 802 Numbers</seealso>
internal static class EtherTypes
{
    /// <summary>IPv4; the fast path asks for it by name.</summary>
    public const ushort Ipv4 = 0x0800;

    /// <summary>IPv6; the fast path asks for it by name.</summary>
    public const ushort Ipv6 = 0x86dd;

    /// <summary>Reads on behind an EtherType, or behind a length that stands in its place.</summary>
    /// <param name="frame">The frame, behind the field.</param>
    /// <param name="type">The field.</param>
    /// <returns>The reader, or null for what cannot hold TCP.</returns>
    public static LayerReader? Next(ref Frame frame, ushort type)
    {
        if (type > LongestLength)
        {
            return Find(type);
        }

        frame.Limit(type);
        return LogicalLink.Read;
    }

    /// <summary>The table.</summary>
    /// <param name="type">The EtherType.</param>
    /// <returns>The reader, or null for what cannot hold TCP.</returns>
    public static LayerReader? Find(ushort type) => type switch
    {
        Ipv4 => Network.Ipv4.Read,
        0x22f3 => EthernetTags.ReadTrill,
        0x6558 => Ethernet.Read,
        0x8100 => EthernetTags.ReadVirtualLan,
        Ipv6 => Network.Ipv6.Read,
        0x880b => PointToPoint.Read,
        0x8847 => Mpls.Read,
        0x8848 => Mpls.Read,
        0x8864 => PointToPoint.ReadSession,
        0x88a8 => EthernetTags.ReadVirtualLan,
        0x88e5 => EthernetTags.ReadMacSecurity,
        0x88e7 => EthernetTags.ReadBackboneService,
        0x8903 => EthernetTags.ReadFabricPath,
        0x8909 => EthernetTags.ReadCiscoMetadata,
        0x8926 => EthernetTags.ReadVirtualNetworkTag,
        0x893f => EthernetTags.ReadExtensionTag,
        0x894f => ServiceHeader.Read,
        0x9100 => EthernetTags.ReadVirtualLan,
        0x9200 => EthernetTags.ReadVirtualLan,
        0x9300 => EthernetTags.ReadVirtualLan,
        _ => null,
    };

    private const ushort LongestLength = 1500;
}
