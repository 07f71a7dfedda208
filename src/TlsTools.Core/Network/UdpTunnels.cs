namespace TlsTools.Network;

/// <summary>Tunnels inside UDP, by port. Each reader checks its header, for anybody may use these ports.</summary>
/// <seealso href="https://www.iana.org/assignments/service-names-port-numbers">IANA, Port Numbers</seealso>
internal static class UdpTunnels
{
    /// <summary>The table.</summary>
    /// <param name="port">Either port.</param>
    /// <returns>The reader, or null where no tunnel is known.</returns>
    public static LayerReader? Find(ushort port) => port switch
    {
        1701 => PointToPoint.ReadLayer2Tunnel,
        2152 => UserPlaneTunnel.Read,
        3544 => Teredo.Read,
        4341 => VirtualNetworks.ReadLocatorSeparation,
        4754 => Gre.Read,
        4789 => VirtualNetworks.ReadVxlan,
        4790 => VirtualNetworks.ReadVxlanGeneric,
        5072 => AnythingInAnything.Read,
        5247 => AccessPointTunnel.Read,
        6081 => VirtualNetworks.ReadGeneve,
        6635 => Mpls.Read,
        8472 => VirtualNetworks.ReadVxlan,
        _ => null,
    };
}
