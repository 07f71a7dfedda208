using System;
using System.Globalization;
using System.Linq;
using TlsTools.Capture;
using Xunit;

namespace TlsTools.Tests.Network;

/// <summary>One packet for every encapsulation that is read; in each, the same TCP segment over IPv4 or IPv6.</summary>
internal static class PacketSamples
{
    /// <summary>192.0.2.1:9094 to 198.51.100.2:443 with four payload bytes.</summary>
    public const string Ipv4 = "45 00 002c 1234 4000 40 06 0000 c0000201 c6336402" + Tcp;

    /// <summary>2001:db8::1 to 2001:db8::2 with the same segment.</summary>
    public const string Ipv6 = "60000000 0018 06 40" + Ipv6Addresses + Tcp;

    public const string Tcp = "2386 01bb 11223344 55667788 50 18 2000 0000 0000" + "16030100";

    public const string Ipv6Addresses = "20010db8000000000000000000000001 20010db8000000000000000000000002";

    private const string Macs = "020000000001 020000000002";

    private const string Inner = "0a0000000001 0a0000000002 0800" + Ipv4;

    private const string Snap = "aa aa 03 000000 0800";

    public static TheoryData<string, int, string> All() => new()
    {
        { "Ethernet, IPv4", 1, Macs + "0800" + Ipv4 },
        { "Ethernet, IPv6", 1, Macs + "86dd" + Ipv6 },
        { "Ethernet, padded", 1, Macs + "0800" + Ipv4 + "00000000 00000000 00000000" },
        { "Ethernet, EtherType of the wrong version", 1, Macs + "0800" + Ipv6 },
        { "Ethernet, IPv4 with options", 1, Macs + "0800" + "46 00 0030 1234 4000 40 06 0000 c0000201 c6336402 01010100" + Tcp },
        { "Ethernet, IPv4 of total length 0", 1, Macs + "0800" + "45 00 0000 1234 4000 40 06 0000 c0000201 c6336402" + Tcp },
        { "Ethernet, IPv6 of payload length 0", 1, Macs + "86dd" + "60000000 0000 06 40" + Ipv6Addresses + Tcp },
        { "Ethernet, 802.3 with LLC and SNAP", 1, Macs + "0034" + Snap + Ipv4 + "0000" },
        { "Ethernet, 802.3 with LLC for IP", 1, Macs + "002f" + "06 06 03" + Ipv4 },
        { "VLAN", 1, Macs + "8100 0064 0800" + Ipv4 },
        { "VLAN and LLC", 1, Macs + "8100 0064 0034" + Snap + Ipv4 },
        { "QinQ 0x88a8", 1, Macs + "88a8 0001 8100 0064 86dd" + Ipv6 },
        { "QinQ 0x9100, three tags", 1, Macs + "9100 0001 8100 0002 8100 0003 0800" + Ipv4 },
        { "VN-Tag", 1, Macs + "8926 00000000 8100 0064 0800" + Ipv4 },
        { "E-TAG", 1, Macs + "893f 000000000000 0800" + Ipv4 },
        { "Cisco MetaData", 1, Macs + "8909 01 01 0001 0014 0800" + Ipv4 },
        { "MACsec, integrity only", 1, Macs + "88e5 00 00 00000001 0800" + Ipv4 + "00000000000000000000000000000000" },
        { "MACsec with a channel identifier", 1, Macs + "88e5 20 00 00000001 0200000000010001 0800" + Ipv4 },
        { "802.1ah", 1, Macs + "88e7 00000064" + Inner },
        { "FabricPath", 1, Macs + "8903 0064" + Inner },
        { "TRILL", 1, Macs + "22f3 0040 0001 0002 00000000" + Inner },
        { "MPLS", 1, Macs + "8847 00064 0ff 00065 1ff" + Ipv4 },
        { "MPLS, IPv6", 1, Macs + "8848 00064 1ff" + Ipv6 },
        { "MPLS, pseudo-wire with control word", 1, Macs + "8847 00064 1ff 00000000" + Inner },
        { "MPLS, pseudo-wire without control word", 1, Macs + "8847 00064 1ff" + Inner },
        { "MPLS, pseudo-wire whose address begins as IPv4", 1, Macs + "8847 00064 1ff 4a0000000001 0a0000000002 0800" + Ipv4 },
        { "PPPoE", 1, Macs + "8864 11 00 0001 002e 0021" + Ipv4 + "0000" },
        { "PPPoE, IPv6", 1, Macs + "8864 11 00 0001 0042 0057" + Ipv6 },
        { "NSH", 1, Macs + "894f 0fc6 01 01 000001ff 00000000 00000000 00000000 00000000" + Ipv4 },
        { "null, little endian", 0, "02000000" + Ipv4 },
        { "null, big endian", 0, "00000002" + Ipv4 },
        { "null, macOS IPv6", 0, "1e000000" + Ipv6 },
        { "null, FreeBSD IPv6", 0, "1c000000" + Ipv6 },
        { "null, NetBSD IPv6", 0, "00000018" + Ipv6 },
        { "null, Linux IPv6", 0, "0a000000" + Ipv6 },
        { "loop", 108, "00000002" + Ipv4 },
        { "enc", 109, "00000002 00000001 00000000" + Ipv4 },
        { "pflog", 117, "3d 02 0000" + Zeros(60) + Ipv4 },
        { "raw, IPv4", 101, Ipv4 },
        { "raw, IPv6", 101, Ipv6 },
        { "raw 12", 12, Ipv4 },
        { "raw 14", 14, Ipv6 },
        { "IPv4", 228, Ipv4 },
        { "IPv6", 229, Ipv6 },
        { "Linux cooked", 113, "0000 0001 0006 0200000000010000 0800" + Ipv4 },
        { "Linux cooked, VLAN", 113, "0000 0001 0006 0200000000010000 8100 0064 86dd" + Ipv6 },
        { "Linux cooked, LLC", 113, "0000 0001 0006 0200000000010000 0004" + Snap + Ipv4 },
        { "Linux cooked of a GRE interface", 113, "0000 030a 0000 0000000000000000 0800" + Ipv4 },
        { "Linux cooked 2", 276, "0800 0000 00000002 0001 00 06 0200000000010000" + Ipv4 },
        { "Linux cooked 2, IPv6", 276, "86dd 0000 00000002 0001 00 06 0200000000010000" + Ipv6 },
        { "PPP", 9, "ff03 0021" + Ipv4 },
        { "PPP without address", 9, "0057" + Ipv6 },
        { "PPP with one byte of protocol", 9, "21" + Ipv4 },
        { "PPP, MPLS", 9, "ff03 0281 00064 1ff" + Ipv4 },
        { "PPP in HDLC framing", 50, "ff03 0021" + Ipv4 },
        { "Cisco HDLC by PPP's number", 50, "0f00 0800" + Ipv4 },
        { "Cisco HDLC", 104, "0f00 86dd" + Ipv6 },
        { "PPPoE without Ethernet", 51, "11 00 0001 002e 0021" + Ipv4 },
        { "PPP with direction in place", 166, "0003 0021" + Ipv4 },
        { "PPP with direction before", 204, "00 ff03 0021" + Ipv4 },
        { "Frame Relay", 107, "1841 03 cc" + Ipv4 },
        { "Frame Relay, SNAP", 107, "1841 03 00 80 000000 0800" + Ipv4 },
        { "Frame Relay, Cisco", 107, "1841 0800" + Ipv4 },
        { "ATM", 100, Snap + Ipv4 },
        { "ATM, bridged", 100, "aa aa 03 0080c2 0007 0000" + Inner },
        { "FDDI", 10, "57" + Macs + Snap + Ipv4 },
        { "ARCNET", 129, "00 01 0000 d4 00 0001" + Ipv4 },
        { "802.11", 105, "08 01 0000 020000000001 020000000002 020000000003 0000" + Snap + Ipv4 },
        { "802.11, four addresses", 105, "08 03 0000 020000000001 020000000002 020000000003 0000 020000000004" + Snap + Ipv4 },
        { "802.11, quality of service", 105, "88 01 0000 020000000001 020000000002 020000000003 0000 0000" + Snap + Ipv4 },
        { "802.11, aggregate", 105, "88 01 0000 020000000001 020000000002 020000000003 0000 8000" + Macs + "0034" + Snap + Ipv4 },
        { "radiotap", 127, "00 00 0800 00000000" + "08 01 0000 020000000001 020000000002 020000000003 0000" + Snap + Ipv4 },
        { "radiotap that says padded", 127, "00 00 1900 03000080 00000000 00000000 0000000000000000 20" + "88 01 0000 020000000001 020000000002 020000000003 0000 0000 0000" + Snap + Ipv4 },
        { "Prism", 119, "44000000 90000000" + Zeros(136) + "08 01 0000 020000000001 020000000002 020000000003 0000" + Snap + Ipv4 },
        { "AVS by Prism's number", 119, "80211001 00000040" + Zeros(56) + "08 01 0000 020000000001 020000000002 020000000003 0000" + Snap + Ipv4 },
        { "AVS", 163, "80211001 00000040" + Zeros(56) + "08 01 0000 020000000001 020000000002 020000000003 0000" + Snap + Ipv4 },
        { "PPI", 192, "00 00 0800 69000000" + "08 01 0000 020000000001 020000000002 020000000003 0000" + Snap + Ipv4 },
        { "MPLS alone", 219, "00064 1ff" + Ipv4 },
        { "IPNET", 226, "01 02 0000 00000000 00000000 00000000 00000000 00000000" + Ipv4 },
        { "NFLOG", 239, "02 00 0000 0800 0100 08000300 0500 0a00 61000000 3000 0900" + Ipv4 },
        { "NFLOG, big endian", 239, "0a 00 0000 0008 0001 08000300 0044 0009" + Ipv6 },
        { "netANALYZER", 240, "00000000" + Macs + "0800" + Ipv4 },
        { "IP over InfiniBand", 242, Zeros(40) + "0800 0000" + Ipv4 },
        { "PKTAP", 258, "6c000000 01000000 01000000" + Zeros(96) + Macs + "0800" + Ipv4 },
        { "PKTAP by its old number", 149, "6c000000 01000000 0c000000" + Zeros(96) + Ipv6 },
        { "mPacket", 274, "55555555555555d5" + Macs + "0800" + Ipv4 },
        { "IPv4 in IPv4", 101, "45 00 0040 0000 0000 40 04 0000 0a000001 0a000002" + Ipv4 },
        { "IPv6 in IPv4", 101, "45 00 0054 0000 0000 40 29 0000 0a000001 0a000002" + Ipv6 },
        { "IPv4 in IPv6", 101, "60000000 002c 04 40" + Ipv6Addresses + Ipv4 },
        { "IPv6, hop-by-hop and destination options", 101, "60000000 0028 00 40" + Ipv6Addresses + "3c00010400000000 0600010400000000" + Tcp },
        { "IPv6, routing header", 101, "60000000 0030 2b 40 20010db8000000000000000000000001 20010db8000000000000000000000009 06 02 00 01 00000000 20010db8000000000000000000000002" + Tcp },
        { "IPv6, segment routing header", 101, "60000000 0030 2b 40 20010db8000000000000000000000001 20010db8000000000000000000000009 06 02 04 01 00 00 0000 20010db8000000000000000000000002" + Tcp },
        { "IPv6, atomic fragment", 101, "60000000 0020 2c 40" + Ipv6Addresses + "06 00 0000 00000001" + Tcp },
        { "authentication header", 101, "45 00 0044 1234 4000 40 33 0000 c0000201 c6336402 06 04 0000 00000001 00000001 000000000000000000000000" + Tcp },
        { "EtherIP", 101, "45 00 0050 0000 0000 40 61 0000 0a000001 0a000002 0300" + Inner },
        { "MPLS in IP", 101, "45 00 0044 0000 0000 40 89 0000 0a000001 0a000002 00064 1ff" + Ipv4 },
        { "GRE", 101, Gre("0000 0800") + Ipv4 },
        { "GRE with checksum, key and sequence", 101, Gre("b000 86dd 00000000 00000001 00000002") + Ipv6 },
        { "GRE with source route", 101, Gre("4000 0800 00000000 0002 00 04 0a000009 0000 00 00") + Ipv4 },
        { "GRE, Ethernet", 101, Gre("2000 6558 00000001") + Inner },
        { "GRE, PPP of PPTP", 101, Gre("3081 880b 0030 0001 00000001 00000002 ff03 0021") + Ipv4 },
        { "GRE, WCCP", 101, Gre("0000 883e 00000000") + Ipv4 },
        { "GRE, ERSPAN I", 101, Gre("0000 88be") + Inner },
        { "GRE, ERSPAN II", 101, Gre("1000 88be 00000001 1001000100000000") + Inner },
        { "GRE, ERSPAN III", 101, Gre("1000 22eb 00000001 200100010000000000000001 0000000000000000") + Inner },
        { "GRE, 802.11", 101, Gre("0000 8200") + "08 01 0000 020000000001 020000000002 020000000003 0000" + Snap + Ipv4 },
        { "VXLAN", 101, Udp(4789, "08000000 00006400") + Inner },
        { "VXLAN on Linux's port", 101, Udp(8472, "08000000 00006400") + Inner },
        { "VXLAN-GPE", 101, Udp(4790, "0c000001 00006400") + Ipv4 },
        { "GENEVE with options", 101, Udp(6081, "01 00 6558 00006400 00000000") + Inner },
        { "GTP-U", 101, Udp(2152, "30 ff 002c 00000001") + Ipv4 },
        { "GTP-U with an extension header", 101, Udp(2152, "34 ff 0034 00000001 0000 00 85 01 00 09 00") + Ipv4 },
        { "Teredo", 101, Udp(3544, "0001 00 00 0000000000000000 00 0000 63bf 3ffffdfe") + Ipv6 },
        { "L2TP", 101, Udp(1701, "4002 003a 0001 0001 ff03 0021") + Ipv4 },
        { "GRE in UDP", 101, Udp(4754, "0000 0800") + Ipv4 },
        { "MPLS in UDP", 101, Udp(6635, "00064 1ff") + Ipv4 },
        { "LISP", 101, Udp(4341, "0000000000000000") + Ipv4 },
        { "CAPWAP", 101, Udp(5247, "00 10 02 00 00000000") + Inner },
        { "CAPWAP, 802.11 with swapped frame control", 101, Udp(5247, "00 10 03 20 00000000") + "01 08 0000 020000000001 020000000002 020000000003 0000" + Snap + Ipv4 },
        { "AYIYA", 101, Udp(5072, "41 52 11 29 00000000 20010db8000000000000000000000001 0000000000000000000000000000000000000000") + Ipv6 },
    };

    public static byte[] Hex(string text)
    {
        byte[] bytes = Convert.FromHexString(string.Concat(text.Where(character => character != ' ')));
        return bytes;
    }

    public static CapturedPacket Packet(int linkType, byte[] data, long time = 0) => new()
    {
        Number = 1,
        Time = new CaptureTime(time, 9),
        LinkType = (LinkType)linkType,
        OriginalLength = data.Length,
        Data = data,
    };

    private static string Gre(string header) => "45 00 0000 0000 0000 40 2f 0000 0a000001 0a000002" + header;

    private static string Udp(int port, string header) =>
        "45 00 0000 0000 0000 40 11 0000 0a000001 0a000002 c000" + port.ToString("x4", CultureInfo.InvariantCulture) + "0000 0000" + header;

    private static string Zeros(int count) => new('0', count * 2);
}
