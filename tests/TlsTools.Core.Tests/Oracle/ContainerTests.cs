using System.Collections.Generic;
using System.IO;
using TlsTools.Capture;
using Xunit;

namespace TlsTools.Tests.Oracle;

/// <summary>Every public capture must give as many packets as TShark reads out of it.</summary>
public sealed class ContainerTests
{
    private static readonly KnownDifferences s_known = KnownDifferences.Read("known-differences-containers.tsv");

    public static TheoryData<string> Captures() => CaptureInventory.Files();

    [SkippableTheory]
    [MemberData(nameof(Captures))]
    public void Gives_as_many_packets_as_TShark(string file)
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        CaptureRow row = CaptureInventory.Row(file);
        List<Difference> differences = [];
        (int packets, CaptureFormatException? damage) = Count(row.FullPath);
        if (packets != row.Packets)
        {
            differences.Add(new(0, "packets", damage is null ? $"{packets}" : $"{packets} ({damage.Message})", $"{row.Packets}"));
        }

        if ((damage is not null) != row.Truncated)
        {
            differences.Add(new(0, "damaged", damage?.Message ?? "no", row.Truncated ? "yes" : "no"));
        }

        s_known.AssertExplained(file, differences);
    }

    private static (int Packets, CaptureFormatException? Damage) Count(string path)
    {
        int packets = 0;
        try
        {
            using FileStream stream = File.OpenRead(path);
            using CaptureReader reader = CaptureFormats.Open(stream);
            while (reader.TryRead(out CapturedPacket packet))
            {
                packets++;
                Assert.True(packet.Number >= packets, $"{path}: packet {packets} has the number {packet.Number}");
            }
        }
        catch (CaptureFormatException damage)
        {
            return (packets, damage);
        }

        return (packets, null);
    }
}
