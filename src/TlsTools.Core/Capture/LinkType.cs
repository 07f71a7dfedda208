namespace TlsTools.Capture;

/// <summary>What stands at the start of a captured packet: the registered LINKTYPE_ values that are read here.</summary>
/// <seealso href="https://www.ietf.org/archive/id/draft-ietf-opsawg-pcaplinktype-05.html">Link-Layer Types for PCAP and PCAPNG</seealso>
internal enum LinkType
{
    /// <summary>BSD loopback: address family in the byte order of the capturing host.</summary>
    Null = 0,

    /// <summary>Ethernet.</summary>
    Ethernet = 1,
}
