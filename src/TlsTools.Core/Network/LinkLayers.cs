using TlsTools.Capture;

namespace TlsTools.Network;

/// <summary>What reads the start of a packet, by the capture's link type.</summary>
/// <seealso href="https://www.tcpdump.org/linktypes.html">Link-layer header types</seealso>
internal static class LinkLayers
{
    /// <summary>The table.</summary>
    /// <param name="type">The link type.</param>
    /// <returns>The reader, or null for what cannot hold TCP.</returns>
    public static LayerReader? Find(LinkType type) => type switch
    {
        LinkType.Null => Loopback.ReadNull,
        LinkType.Ethernet => Ethernet.Read,
        LinkType.Ppp => PointToPoint.Read,
        LinkType.Fddi => Fddi.Read,
        LinkType.RawBsd => Ipv6.ReadEitherVersion,
        LinkType.RawOpenBsd => Ipv6.ReadEitherVersion,
        LinkType.PppSerial => PointToPoint.ReadHdlc,
        LinkType.PppEther => PointToPoint.ReadSession,
        LinkType.AtmRfc1483 => LogicalLink.Read,
        LinkType.Raw => Ipv6.ReadEitherVersion,
        LinkType.CiscoHdlc => PointToPoint.ReadHdlc,
        LinkType.Ieee80211 => WirelessLan.Read,
        LinkType.FrameRelay => FrameRelay.Read,
        LinkType.Loop => Loopback.ReadLoop,
        LinkType.Enc => Loopback.ReadEnc,
        LinkType.LinuxSll => CookedLinux.Read,
        LinkType.PacketFilterLog => Loopback.ReadPacketFilterLog,
        LinkType.Prism => RadioHeaders.ReadPrism,
        LinkType.Radiotap => RadioHeaders.ReadRadiotap,
        LinkType.ArcnetLinux => Arcnet.ReadLinux,
        LinkType.User2 => MetaHeaders.ReadPktap,
        LinkType.Avs => RadioHeaders.ReadAvs,
        LinkType.PppPppd => PointToPoint.ReadPppd,
        LinkType.Ppi => MetaHeaders.ReadPpi,
        LinkType.PppWithDirection => PointToPoint.ReadWithDirection,
        LinkType.Mpls => Mpls.Read,
        LinkType.IpNet => MetaHeaders.ReadIpNet,
        LinkType.IPv4 => Ipv4.Read,
        LinkType.IPv6 => Ipv6.Read,
        LinkType.Nflog => MetaHeaders.ReadNetFilterLog,
        LinkType.NetAnalyzer => Ethernet.ReadNetAnalyzer,
        LinkType.IpOverInfiniband => MetaHeaders.ReadIpOverInfiniband,
        LinkType.PktAp => MetaHeaders.ReadPktap,
        LinkType.EthernetMPacket => Ethernet.ReadMPacket,
        LinkType.LinuxSll2 => CookedLinux.ReadV2,
        _ => null,
    };
}
