namespace TlsTools.Network;

/// <summary>The network service header.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8300#section-2.2">RFC 8300, 2.2</seealso>
internal static class ServiceHeader
{
    /// <summary>Reads it with its metadata.</summary>
    public static LayerReader? Read(ref Frame frame)
    {
        if (frame.Rest.Length < 8)
        {
            return null;
        }

        int length = (frame.Rest[1] & 0x3f) * 4;
        byte next = frame.Rest[3];
        return length >= 8 && frame.TrySkip(length) ? FindProtocol(next) : null;
    }

    /// <summary>What VXLAN-GPE numbers like RFC 8300 but for the last two.</summary>
    /// <param name="protocol">The next protocol.</param>
    public static LayerReader? FindVxlanProtocol(byte protocol) => protocol == 4 ? Read : FindProtocol(protocol);

    private static LayerReader? FindProtocol(byte protocol) => protocol switch
    {
        1 => Ipv4.Read,
        2 => Ipv6.Read,
        3 => Ethernet.Read,
        5 => Mpls.Read,
        _ => null,
    };
}
