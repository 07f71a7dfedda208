using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using TlsTools.Handshakes;
using Xunit;

namespace TlsTools.Tests.Diagnosis;

/// <summary>Silence between two recordings that were joined into one file was not heard by anybody.</summary>
public sealed class JoinedRecordingsTests
{
    [Theory]
    [InlineData(60, "HandshakeStalled")]
    [InlineData(100 * 24 * 3600, "CaptureIncomplete")]
    public void Nobody_is_silent_while_nothing_is_recorded(int secondsBetween, string cause)
    {
        // The stalled connection without the packets that end it, and then another connection.
        byte[] stalled = Read("transport-stalled-after-server-hello");
        byte[] other = Read("healthy-dhe");
        int end = Skip(stalled, packets: 7);
        int shift = SecondsAt(stalled, FileHeader) - SecondsAt(other, FileHeader) + secondsBetween;
        for (int at = FileHeader; at < other.Length; at = Next(other, at))
        {
            BinaryPrimitives.WriteInt32LittleEndian(other.AsSpan(at), SecondsAt(other, at) + shift);
        }

        using MemoryStream joined = new([.. stalled.AsSpan(0, end), .. other.AsSpan(FileHeader)]);
        TlsHandshake[] handshakes = [.. TlsCapture.ReadHandshakes(joined)];
        Assert.Equal([cause, null], handshakes.Select(handshake => handshake.Cause));
    }

    private static byte[] Read(string scenario) => File.ReadAllBytes(Path.Combine(RepositoryFiles.Root, "tests", "fixtures", scenario, "capture.pcap"));

    private static int Skip(byte[] capture, int packets)
    {
        int at = FileHeader;
        for (int count = 0; count < packets; count++)
        {
            at = Next(capture, at);
        }

        return at;
    }

    private static int Next(byte[] capture, int at) => at + PacketHeader + BinaryPrimitives.ReadInt32LittleEndian(capture.AsSpan(at + 8));

    private static int SecondsAt(byte[] capture, int at) => BinaryPrimitives.ReadInt32LittleEndian(capture.AsSpan(at));

    private const int FileHeader = 24;
    private const int PacketHeader = 16;
}
