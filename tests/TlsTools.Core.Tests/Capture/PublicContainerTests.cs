using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TlsTools.Capture;
using Xunit;

namespace TlsTools.Tests.Capture;

/// <summary>Reads the public captures and compares with the inventory that was made of them with other tools.</summary>
public class PublicContainerTests
{
    public static TheoryData<string> Files => RepositoryFiles.Shared is null ? ["(none)"] : [.. s_inventory.Value.Keys];

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public void Packets_link_types_and_the_end_are_as_listed(string file)
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        Container listed = s_inventory.Value[file];
        long packets = 0;
        SortedSet<LinkType> linkTypes = [];
        string end = "no";
        try
        {
            using CaptureReader reader = CaptureFormats.Open(Path.Combine(RepositoryFiles.Shared, "captures", file));
            while (reader.TryRead(out CapturedPacket packet))
            {
                packets++;
                linkTypes.Add(packet.LinkType);
            }
        }
        catch (CaptureFormatException)
        {
            end = "yes";
        }

        if (PublicContainerDeviations.Table.TryGetValue(Path.GetFileName(file), out (long Packets, string Truncated, string Reason) deviation))
        {
            Assert.Equal((deviation.Packets, deviation.Truncated), (packets, end));
            Assert.NotEqual((listed.Packets, listed.Truncated), (packets, end));
            return;
        }

        Assert.Equal((listed.Packets, listed.Truncated), (packets, end));
        Assert.All(linkTypes, linkType => Assert.Contains(linkType, listed.LinkTypes));
    }

    private static readonly Lazy<Dictionary<string, Container>> s_inventory = new(ReadInventory);

    private static Dictionary<string, Container> ReadInventory()
    {
        string[][] rows = [.. File.ReadLines(Path.Combine(RepositoryFiles.Shared!, "captures", "INVENTORY.tsv")).Select(line => line.Split('\t'))];
        string[] header = rows[0];
        int Column(string name) => Array.IndexOf(header, name);
        return rows.Skip(1)
            .Where(row => row[Column("group")] is "container" or "container-fuzz")
            .ToDictionary(
                row => row[Column("file")],
                row => new Container(
                    long.Parse(row[Column("packets")], System.Globalization.CultureInfo.InvariantCulture),
                    row[Column("file_truncated")],
                    [.. row[Column("link_types")].Split(';').Where(name => name.Length > 0).Select(ToLinkType)]));
    }

    // The inventory names link types as the tools do that made it.
    private static LinkType ToLinkType(string name) => name switch
    {
        "NULL/loopback" => LinkType.Null,
        "LINUX_SLL" => LinkType.LinuxSll,
        "LINUX_SLL2" => LinkType.LinuxSll2,
        "RAW" => LinkType.Raw,
        "IEEE802_11" => LinkType.Ieee80211,
        "FRELAY" => LinkType.FrameRelay,
        "ARCNET_LINUX" => (LinkType)129,
        "DSA_BRCM" => (LinkType)281,
        _ when name.StartsWith("DLT", StringComparison.Ordinal) => (LinkType)(long.Parse(name[3..], System.Globalization.CultureInfo.InvariantCulture) & 0x03ff_ffff),
        _ when name.IndexOf('(', StringComparison.Ordinal) is > 0 and int open =>
            (LinkType)int.Parse(name[(open + 1)..^1], System.Globalization.CultureInfo.InvariantCulture),
        _ => Enum.Parse<LinkType>(name, ignoreCase: true),
    };

    private sealed record Container(long Packets, string Truncated, HashSet<LinkType> LinkTypes);
}
