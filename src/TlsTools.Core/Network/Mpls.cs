using System;
using System.Buffers.Binary;

namespace TlsTools.Network;

/// <summary>Multiprotocol label switching.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc3032#section-2.1">RFC 3032, 2.1</seealso>
internal static class Mpls
{
    /// <summary>Takes the label stack off and guesses from the first bits what is under it: no field says so.</summary>
    public static LayerReader? Read(ref Frame frame)
    {
        ReadOnlySpan<byte> label;
        do
        {
            if (!frame.TryTake(4, out label))
            {
                return null;
            }
        }
        while ((label[2] & BottomOfStack) == 0);

        if (frame.Rest.IsEmpty)
        {
            return null;
        }

        return (frame.Rest[0] >> 4) switch
        {
            0 => ReadPseudoWire,
            4 when !LooksLikeEthernet(frame.Rest) => Ipv4.Read,
            6 when !LooksLikeEthernet(frame.Rest) => Ipv6.Read,
            _ => Ethernet.Read,
        };
    }

    // RFC 4448, 4.6: four zero bits begin a control word; without it, a frame whose address begins with zero bits.
    private static LayerReader? ReadPseudoWire(ref Frame frame)
    {
        if (frame.Rest.Length >= 4 && LooksLikeEthernet(frame.Rest.Slice(4)))
        {
            _ = frame.TrySkip(4);
        }

        return Ethernet.Read;
    }

    private static bool LooksLikeEthernet(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 15)
        {
            return false;
        }

        return BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(12)) switch
        {
            EtherTypes.Ipv4 => bytes[14] >> 4 == 4,
            EtherTypes.Ipv6 => bytes[14] >> 4 == 6,
            0x8100 or 0x88a8 => true,
            _ => false,
        };
    }

    private const byte BottomOfStack = 0x01;
}
