using System.Collections.Generic;

namespace TlsTools.Tests.Capture;

/// <summary>Public captures in which packets or the end are not as the inventory lists them, and why that is right.</summary>
internal static class PublicContainerDeviations
{
    public static IReadOnlyDictionary<string, (long Packets, string Truncated, string Reason)> Table { get; } =
        new Dictionary<string, (long, string, string)>
        {
            ["brcm-tag.pcap"] = (15, "no", "TShark 4.4 does not know link type 281 and reads nothing; the lengths in the file add up to 15 packets."),
            ["test018.pcapng"] = (4, "no", "TShark shows the four custom blocks as frames; here they only count in the packet numbers."),
            ["pcapng-invalid-vers-2.pcapng"] =
                (1, "no", "TShark refuses version 1.1; a minor version is compatible by definition, so it is read."),
            ["clusterfuzz-testcase-minimized-FuzzTarget-5685520970809344"] =
                (1, "yes", "TShark refuses reserved link type bits; here they make a link type that nobody knows, and the cut is still found."),
            ["clusterfuzz-testcase-minimized-FuzzTarget-6604968558198784"] =
                (1, "no", "Version 2.2 has the lengths of a packet the other way round, as TShark knows too; read so, the packet is whole."),
        };
}
