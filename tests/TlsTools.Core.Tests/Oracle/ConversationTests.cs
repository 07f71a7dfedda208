using System.IO;
using TlsTools.Capture;
using TlsTools.Network;
using TlsTools.Streams;
using Xunit;

namespace TlsTools.Tests.Oracle;

/// <summary>Every public capture must give as many TCP conversations as TShark finds in it.</summary>
public sealed class ConversationTests
{
    private static readonly KnownDifferences s_known = KnownDifferences.Read("known-differences-conversations.tsv");

    public static TheoryData<string> Captures() => CaptureInventory.Files();

    [SkippableTheory]
    [MemberData(nameof(Captures))]
    public void Gives_as_many_conversations_as_TShark(string file)
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        CaptureRow row = CaptureInventory.Row(file);
        int streams = Count(row.FullPath);
        Difference[] differences = streams == row.TcpStreams ? [] : [new(0, "conversations", $"{streams}", $"{row.TcpStreams}")];

        s_known.AssertExplained(file, differences);
    }

    private static int Count(string path)
    {
        PacketDecoder decoder = new();
        TcpTracker tracker = new(_ => null);
        try
        {
            using FileStream stream = File.OpenRead(path);
            using CaptureReader reader = CaptureFormats.Open(stream);
            while (reader.TryRead(out CapturedPacket packet))
            {
                if (decoder.TryDecode(packet, out TcpSegment segment))
                {
                    tracker.Push(segment, new Provenance(packet.Number, packet.Time));
                }
            }
        }
        catch (CaptureFormatException)
        {
            // What is damaged is the concern of ContainerTests; what stands before it counts.
        }

        tracker.Complete();
        return tracker.Streams;
    }
}
