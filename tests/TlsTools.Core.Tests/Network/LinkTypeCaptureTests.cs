using System;
using System.Collections.Generic;
using TlsTools.Capture;
using TlsTools.Network;
using TlsTools.Tests.Oracle;
using Xunit;

namespace TlsTools.Tests.Network;

/// <summary>The public captures of encapsulations and fragments: TCP is found where TShark finds it, and nowhere else.</summary>
public sealed class LinkTypeCaptureTests
{
    public static TheoryData<string> Captures() => CaptureInventory.Files("linktype");

    [SkippableTheory]
    [MemberData(nameof(Captures))]
    public void Finds_the_conversations(string file)
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        CaptureRow row = CaptureInventory.Row(file);
        int conversations = CountEndpointPairs(row.FullPath);

        // The same endpoints may meet again: then the inventory counts more.
        Assert.InRange(conversations, Math.Min(row.TcpStreams, 1), row.TcpStreams);
    }

    private static int CountEndpointPairs(string path)
    {
        HashSet<string> pairs = [];
        PacketDecoder decoder = new();
        using CaptureReader reader = CaptureFormats.Open(path);
        try
        {
            while (reader.TryRead(out CapturedPacket packet))
            {
                if (decoder.TryDecode(in packet, out TcpSegment segment))
                {
                    string source = $"{Convert.ToHexString(segment.SourceAddress)}:{segment.SourcePort}";
                    string destination = $"{Convert.ToHexString(segment.DestinationAddress)}:{segment.DestinationPort}";
                    _ = pairs.Add(string.CompareOrdinal(source, destination) < 0 ? $"{source} {destination}" : $"{destination} {source}");
                }
            }
        }
        catch (CaptureFormatException)
        {
            // Some of these captures are cut off; what was read before counts.
        }

        return pairs.Count;
    }
}
