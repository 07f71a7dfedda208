namespace TlsTools.Capture;

/// <summary>
/// What stands at the start of a captured packet: the registered LINKTYPE_ values that have a meaning here.
/// A value without a name is kept as its number.
/// </summary>
/// <seealso href="https://www.ietf.org/archive/id/draft-ietf-opsawg-pcaplinktype-05.html">Link-Layer Types for PCAP and PCAPNG</seealso>
internal enum LinkType
{
    /// <summary>BSD loopback: address family in the byte order of the capturing host.</summary>
    Null = 0,

    /// <summary>Ethernet.</summary>
    Ethernet = 1,

    /// <summary>PPP, with or without the HDLC address and control bytes.</summary>
    Ppp = 9,

    /// <summary>FDDI.</summary>
    Fddi = 10,

    /// <summary>Raw IP; the DLT_RAW of most systems, written by tools that do not map it.</summary>
    RawBsd = 12,

    /// <summary>Raw IP; the DLT_RAW of OpenBSD.</summary>
    RawOpenBsd = 14,

    /// <summary>PPP in HDLC-like framing, RFC 1662.</summary>
    PppSerial = 50,

    /// <summary>PPPoE session packets without the Ethernet header.</summary>
    PppEther = 51,

    /// <summary>LLC-encapsulated ATM, RFC 2684.</summary>
    AtmRfc1483 = 100,

    /// <summary>Raw IPv4 or IPv6, told apart by the version field.</summary>
    Raw = 101,

    /// <summary>Cisco HDLC.</summary>
    CiscoHdlc = 104,

    /// <summary>802.11 frames.</summary>
    Ieee80211 = 105,

    /// <summary>Frame Relay, RFC 2427.</summary>
    FrameRelay = 107,

    /// <summary>OpenBSD loopback: address family in network byte order.</summary>
    Loop = 108,

    /// <summary>OpenBSD's encapsulating interface: address family, index, flags.</summary>
    Enc = 109,

    /// <summary>Linux cooked capture, version 1.</summary>
    LinuxSll = 113,

    /// <summary>Log of the BSD packet filter.</summary>
    PacketFilterLog = 117,

    /// <summary>802.11 frames after a Prism header.</summary>
    Prism = 119,

    /// <summary>802.11 frames after a radiotap header.</summary>
    Radiotap = 127,

    /// <summary>ARCNET as Linux gives it.</summary>
    ArcnetLinux = 129,

    /// <summary>For private use; old macOS wrote <see cref="PktAp"/> under it.</summary>
    User2 = 149,

    /// <summary>802.11 frames after an AVS header.</summary>
    Avs = 163,

    /// <summary>PPP with a byte for the direction in place of the address.</summary>
    PppPppd = 166,

    /// <summary>Per-Packet Information header, then the link type that it names.</summary>
    Ppi = 192,

    /// <summary>PPP after a byte for the direction.</summary>
    PppWithDirection = 204,

    /// <summary>MPLS label stack.</summary>
    Mpls = 219,

    /// <summary>Solaris IP observability.</summary>
    IpNet = 226,

    /// <summary>Raw IPv4.</summary>
    IPv4 = 228,

    /// <summary>Raw IPv6.</summary>
    IPv6 = 229,

    /// <summary>Linux netfilter log: attributes, one of which is the packet.</summary>
    Nflog = 239,

    /// <summary>Ethernet after a netANALYZER header.</summary>
    NetAnalyzer = 240,

    /// <summary>IP over InfiniBand.</summary>
    IpOverInfiniband = 242,

    /// <summary>Apple's PKTAP header, then the link type that it names.</summary>
    PktAp = 258,

    /// <summary>Ethernet with preamble and delimiter.</summary>
    EthernetMPacket = 274,

    /// <summary>Linux cooked capture, version 2.</summary>
    LinuxSll2 = 276,
}
