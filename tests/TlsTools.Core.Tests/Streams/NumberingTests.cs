using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using TlsTools.Capture;
using TlsTools.Network;
using TlsTools.Streams;
using TlsTools.Tests.Oracle;
using Xunit;

namespace TlsTools.Tests.Streams;

public sealed class NumberingTests
{
    private const TcpFlags SynAck = TcpFlags.Syn | TcpFlags.Ack;

    // Checked against TShark 4.4: C and S are the sides, then flags, sequence and acknowledgment number, and the stream expected.
    [Theory]
    [InlineData("a SYN again", "CS100=0 CS100=0")]
    [InlineData("a SYN with another number", "CS100=0 CS101=1 CS100=2")]
    [InlineData("a SYN again after a RST", "CS100=0 SR0,101=0 CS100=1 SR0,101=1 CS100=2")]
    [InlineData("a SYN again after a FIN", "CS100=0 SA500,101=0 CF101,501=0 CS100=1")]
    [InlineData("an answer again", "CS100=0 SA500,101=0 SA500,101=0")]
    [InlineData("an answer with another number", "CS100=0 SA500,101=0 SA900,101=1 SA500,101=2")]
    [InlineData("an answer after an injected RST", "CS100=0 SR0,100=0 SA500,101=1 C.101,501=1")]
    [InlineData("a SYN that fits data seen before", "C.101,501=0 CS100=0 CS99=1")]
    [InlineData("a SYN that fits an acknowledgment seen before", "S.501,101=0 CS100=0 CS99=1")]
    [InlineData("a SYN of the other side", "CS100=0 SS500=0 SS501=1")]
    [InlineData("a RST far out of the window counts too", "CS100=0 SA500,101=0 CR2147483648,0=0 CS100=1")]
    public void Streams_are_numbered_as_Wireshark_does(string what, string packets)
    {
        TcpScript script = new();
        foreach (string packet in packets.Split(' '))
        {
            string[] parts = packet.Substring(2).Split('=');
            uint[] numbers = [.. parts[0].Split(',').Select(uint.Parse)];
            TcpFlags flags = packet[1] switch
            {
                'S' => TcpFlags.Syn,
                'A' => SynAck,
                'R' => TcpFlags.Rst | TcpFlags.Ack,
                'F' => TcpFlags.Fin | TcpFlags.Ack,
                _ => TcpFlags.Ack,
            };
            script.Push(packet[0] == 'C', numbers[0], [], flags, numbers.Length > 1 ? numbers[1] : 0);
            Assert.True(int.Parse(parts[1]) == script.Stream, $"{what}: {packet}, but stream {script.Stream}");
        }
    }

    public static TheoryData<string> Captures { get; } = new(CaptureInventory.Rows
        .Where(row => row.Oracle.Length > 0 && row.File != NotDecoded)
        .Select(row => row.File)
        .DefaultIfEmpty("(the shared captures)"));

    [SkippableTheory]
    [MemberData(nameof(Captures))]
    public void Streams_of_the_public_captures_have_the_numbers_that_TShark_gives(string file)
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        CaptureRow row = CaptureInventory.Row(file);
        Dictionary<long, TcpConversation> conversations = [];
        Dictionary<long, int> streams = [];
        Read(row.FullPath, conversations, streams);
        using JsonDocument oracle = JsonDocument.Parse(File.ReadAllBytes(row.OraclePath));
        foreach (JsonElement stream in oracle.RootElement.GetProperty("streams").EnumerateArray())
        {
            int number = stream.GetProperty("tcp_stream").GetInt32();
            number -= s_takenBySocks.TryGetValue(file, out int[]? taken) ? taken.Count(other => other < number) : 0;
            string[] expected = [stream.GetProperty("client").GetString()!, stream.GetProperty("server").GetString()!];
            Assert.True(conversations.TryGetValue(number, out TcpConversation? conversation), $"stream {number} {expected[0]}");
            string[] actual = [conversation.Initiator.ToString(), conversation.Responder.ToString()];
            Assert.Equal(expected.OrderBy(end => end, StringComparer.Ordinal), actual.OrderBy(end => end, StringComparer.Ordinal));
            Assert.Equal(number, streams[stream.GetProperty("first_tls_frame").GetInt64()]);
        }
    }

    private static void Read(string path, Dictionary<long, TcpConversation> conversations, Dictionary<long, int> streams)
    {
        TcpTracker tracker = new(conversation =>
        {
            conversations[conversation.Stream] = conversation;
            return new ConversationRecord(conversation);
        });
        try
        {
            using FileStream stream = File.OpenRead(path);
            using CaptureReader reader = CaptureFormats.Open(stream);
            PacketDecoder decoder = new();
            while (reader.TryRead(out CapturedPacket packet))
            {
                if (decoder.TryDecode(packet, out TcpSegment segment))
                {
                    streams[packet.Number] = tracker.Push(segment, new Provenance(packet.Number, packet.Time));
                }
            }
        }
        catch (CaptureFormatException)
        {
            // What stands before the damage is compared.
        }

        tracker.Complete();
    }

    // When TShark's SOCKS dissector hands on what a proxy relays, it takes a stream number for a connection that is in no packet.
    private static readonly Dictionary<string, int[]> s_takenBySocks = new(StringComparer.Ordinal)
    {
        ["mercury/unit_tests/pcaps/emix.pcap"] = [105, 107, 109, 113],
        ["ndpi/tests/cfgs/default/pcap/tls_heur__shadowsocks-tcp.pcapng"] = [2],
        ["ndpi/tests/cfgs/default/pcap/tls_heur__trojan-tcp-tls.pcapng"] = [2],
        ["ndpi/tests/cfgs/default/pcap/tls_heur__vmess-websocket.pcapng"] = [2],
    };

    // CAPWAP, the tunnel of wireless access points, is not read.
    private const string NotDecoded = "ndpi/tests/cfgs/default/pcap/capwap_data.pcapng";
}
