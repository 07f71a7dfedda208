namespace TlsTools.Network;

/// <summary>What follows an IP header, by its protocol (next header) number.</summary>
/// <seealso href="https://www.iana.org/assignments/protocol-numbers">IANA, Protocol Numbers</seealso>
internal static class IpProtocols
{
    /// <summary>TCP; the fast path asks for it by name.</summary>
    public const byte Tcp = 6;

    /// <summary>The table.</summary>
    /// <param name="protocol">The protocol number.</param>
    /// <returns>The reader, or null for what cannot hold TCP.</returns>
    public static LayerReader? Find(byte protocol) => protocol switch
    {
        0 => Ipv6Extensions.ReadOptions,
        4 => Ipv4.Read,
        Tcp => Network.Tcp.Read,
        17 => Udp.Read,
        41 => Ipv6.Read,
        43 => Ipv6Extensions.ReadRouting,
        44 => Ipv6Extensions.ReadFragment,
        47 => Gre.Read,
        51 => Ipv6Extensions.ReadAuthentication,
        60 => Ipv6Extensions.ReadOptions,
        94 => Ipv4.Read,
        97 => Ethernet.ReadInIp,
        135 => Ipv6Extensions.ReadOptions,
        137 => Mpls.Read,
        139 => Ipv6Extensions.ReadOptions,
        140 => Ipv6Extensions.ReadOptions,
        143 => Ethernet.Read,
        _ => null,
    };
}
