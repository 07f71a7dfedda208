using System;
using System.Collections.Generic;
using System.IO;
using TlsTools.Capture;

namespace TlsTools.Tests.Capture;

/// <summary>A packet that outlives its reader, to compare.</summary>
internal sealed record PacketCopy(long Number, string Time, LinkType LinkType, int OriginalLength, string Data)
{
    /// <summary>Reads all packets; the exception is what ended the reading early.</summary>
    public static (List<PacketCopy> Packets, CaptureFormatException? End) ReadAll(byte[] capture) => ReadAll(new MemoryStream(capture));

    /// <summary>Reads all packets; the exception is what ended the reading early.</summary>
    public static (List<PacketCopy> Packets, CaptureFormatException? End) ReadAll(Stream capture)
    {
        List<PacketCopy> packets = [];
        try
        {
            using CaptureReader reader = CaptureFormats.Open(capture);
            while (reader.TryRead(out CapturedPacket packet))
            {
                packets.Add(new PacketCopy(
                    packet.Number,
                    packet.Time.ToString(),
                    packet.LinkType,
                    packet.OriginalLength,
                    Convert.ToHexString(packet.Data)));
            }
        }
        catch (CaptureFormatException end)
        {
            return (packets, end);
        }

        return (packets, null);
    }
}
