using System;
using System.Buffers.Binary;

namespace TlsTools.Network;

/// <summary>What Linux gives for captures on "any" interface.</summary>
internal static class CookedLinux
{
    /// <summary>Reads LINKTYPE_LINUX_SLL.</summary>
    public static LayerReader? Read(ref Frame frame) =>
        frame.TryTake(16, out ReadOnlySpan<byte> header) ? Next(ref frame, header.Slice(2), header.Slice(14)) : null;

    /// <summary>Reads LINKTYPE_LINUX_SLL2.</summary>
    public static LayerReader? ReadV2(ref Frame frame) =>
        frame.TryTake(20, out ReadOnlySpan<byte> header) ? Next(ref frame, header.Slice(8), header) : null;

    private static LayerReader? Next(ref Frame frame, ReadOnlySpan<byte> hardware, ReadOnlySpan<byte> protocol) =>
        BinaryPrimitives.ReadUInt16BigEndian(hardware) switch
        {
            RadiotapHardware => RadioHeaders.ReadRadiotap,
            FrameRelayHardware => FrameRelay.Read,
            GreHardware => NextInGre(BinaryPrimitives.ReadUInt16BigEndian(protocol)),
            _ => NextOf(ref frame, BinaryPrimitives.ReadUInt16BigEndian(protocol)),
        };

    // Values up to 1500 are no lengths here but Linux's own numbers (ETH_P_...).
    private static LayerReader? NextOf(ref Frame frame, ushort protocol) => protocol switch
    {
        0x0001 => null,
        0x0004 => LogicalLink.Read,
        0x0007 or 0x0008 => PointToPoint.Read,
        _ => EtherTypes.Next(ref frame, protocol),
    };

    private static LayerReader? NextInGre(ushort protocol) => Gre.Find(protocol);

    private const ushort FrameRelayHardware = 770;

    private const ushort GreHardware = 778;

    private const ushort RadiotapHardware = 803;
}
