using System;
using TlsTools.Network;
using TlsTools.Streams;
using Xunit;

namespace TlsTools.Tests.Streams;

public sealed class ReassemblyTests
{
    [Fact]
    public void In_order_bytes_of_both_directions_are_delivered_at_once()
    {
        ConversationRecord record = new TcpScript().Handshake().Client(101, "hello").Server(501, "world", acknowledgment: 106).Record;
        Assert.Equal("hello", record.Client);
        Assert.Equal("world", record.Server);
        Assert.True(record.Conversation.SawSyn);
        Assert.True(record.Conversation.SawSynAck);
        Assert.Equal("10.0.0.2:40000", record.Conversation.Initiator.ToString());
        Assert.Equal("10.0.0.1:443", record.Conversation.Responder.ToString());
    }

    [Fact]
    public void Segments_out_of_order_wait_and_keep_their_packet()
    {
        ConversationRecord record = new TcpScript().Handshake().Client(107, "ghi").Client(104, "def").Client(101, "abc").Record;
        Assert.Equal("abcdefghi", record.Client);
        Assert.Equal([6, 5, 4], record.Packets);
        Assert.Equal(0, record.Conversation.Statistics(StreamDirection.FromInitiator).Retransmissions);
    }

    [Fact]
    public void Retransmissions_are_counted_and_not_delivered()
    {
        TcpScript script = new TcpScript().Handshake().Client(101, "abc").Client(104, "def");
        script.Wait(TimeSpan.FromMilliseconds(300)).Client(101, "abc").Client(101, "abcdef");
        DirectionStatistics statistics = script.Record.Conversation.Statistics(StreamDirection.FromInitiator);
        Assert.Equal("abcdef", script.Record.Client);
        Assert.Equal(2, statistics.Retransmissions);
        Assert.Equal(0, statistics.Duplicates);
        Assert.Equal(6, statistics.Bytes);
    }

    [Fact]
    public void A_packet_captured_twice_is_folded()
    {
        TcpScript script = new TcpScript().Handshake();
        foreach (uint sequence in new uint[] { 101, 104, 107 })
        {
            script.Client(sequence, "abc");
            script.Time -= 999_000;
            script.Client(sequence, "abc");
        }

        DirectionStatistics statistics = script.Record.Conversation.Statistics(StreamDirection.FromInitiator);
        Assert.Equal("abcabcabc", script.Record.Client);
        Assert.Equal(3, statistics.Duplicates);
        Assert.Equal(0, statistics.Retransmissions);
    }

    [Fact]
    public void Every_packet_seen_twice_changes_nothing_but_the_counts()
    {
        TcpScript script = new();
        void Twice(Action push)
        {
            push();
            script.Time -= 990_000;
            push();
        }

        Twice(() => script.Client(100, "", TcpFlags.Syn));
        Twice(() => script.Server(500, "", TcpFlags.Syn | TcpFlags.Ack));
        Twice(() => script.Client(101, "question"));
        Twice(() => script.Server(501, "answer", acknowledgment: 109));
        Twice(() => script.Client(109, "", TcpFlags.Fin | TcpFlags.Ack, 507));
        Twice(() => script.Server(507, "", TcpFlags.Fin | TcpFlags.Ack, 110));
        Twice(() => script.Client(110, "", TcpFlags.Ack, 508));
        Assert.Single(script.Records);
        Assert.Equal("question[fin]", script.Record.Client);
        Assert.Equal("answer[fin]", script.Record.Server);
        Assert.Equal(ConversationEnd.Closed, script.Record.End);
        Assert.Equal(1, script.Record.Conversation.SynCount);
    }

    [Theory]
    [InlineData("the tail is new", "abcd", 103u, "XXef", "abcdef")]
    [InlineData("the head is new", "", 101u, "abcX", "abcXefgh")]
    [InlineData("it covers what waits", "", 101u, "abcXXXXXi", "abcXefghi")]
    public void Bytes_that_came_first_win(string what, string first, uint sequence, string then, string expected)
    {
        TcpScript script = new TcpScript().Handshake();
        if (first.Length > 0)
        {
            script.Client(101, first);
        }
        else
        {
            script.Client(105, "efgh");
        }

        Assert.True(expected == script.Client(sequence, then).Record.Client, what);
    }

    [Fact]
    public void Waiting_segments_that_overlap_each_other_keep_what_came_first()
    {
        TcpScript script = new TcpScript().Handshake();
        script.Client(105, "e").Client(108, "h").Client(104, "dXfgXi").Client(103, "cYYYYYYj");
        Assert.Equal("abcdefghij", script.Client(101, "ab").Record.Client);
    }

    [Fact]
    public void Sequence_numbers_wrap()
    {
        TcpScript script = new TcpScript().Client(0xffff_fffc, "", TcpFlags.Syn).Server(500, "", TcpFlags.Syn | TcpFlags.Ack, 0xffff_fffd);
        script.Client(0xffff_fffd, "ab").Client(3, "ghi").Client(0xffff_ffff, "cdef").Client(0xffff_fffd, "ab");
        Assert.Equal("abcdefghi", script.Record.Client);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?")]
    public void Keep_alives_are_ignored(string payload)
    {
        ConversationRecord record = new TcpScript().Handshake().Client(101, "abc").Client(103, payload).Client(103, payload).Client(104, "d").Record;
        Assert.Equal("abcd", record.Client);
        Assert.Equal(0, record.Conversation.Statistics(StreamDirection.FromInitiator).Retransmissions);
    }

    [Fact]
    public void Data_in_the_SYN_is_delivered_once()
    {
        TcpScript script = new TcpScript().Client(100, "early", TcpFlags.Syn).Server(500, "", TcpFlags.Syn | TcpFlags.Ack, 101);
        Assert.Equal("early data", script.Client(101, "early").Client(106, " data").Record.Client);
    }

    [Fact]
    public void A_cut_packet_is_delivered_with_its_gap()
    {
        TcpScript script = new TcpScript().Handshake().Client(107, "ghi", cut: 2).Client(101, "abcdef", cut: 4).Client(110, "j");
        DirectionStatistics statistics = script.Record.Conversation.Statistics(StreamDirection.FromInitiator);
        Assert.Equal("ab[cut 4]g[cut 2]j", script.Record.Client);
        Assert.Equal(2, statistics.CutPackets);
        Assert.Equal(6, statistics.CutBytes);
    }

    [Fact]
    public void Skipped_bytes_are_neither_delivered_nor_reported_missing()
    {
        TcpScript script = new TcpScript().Handshake();
        script.Record.Data = (direction, text) => script.Record.Conversation.Skip(direction, text == "H" ? 9u : 0);
        script.Client(101, "H").Client(102, "xxx").Client(108, "xxx", cut: 1).Client(111, "next").Complete();
        Assert.Equal("Hnext", script.Record.Client);
        Assert.Equal(3, script.Record.Conversation.Statistics(StreamDirection.FromInitiator).MissingBytes);
    }

    [Fact]
    public void Skipped_bytes_behind_a_hole_take_no_memory()
    {
        SegmentBuffer buffer = new();
        buffer.Insert(new(10), new byte[1000], 1000, unwanted: 1000, default);
        buffer.Insert(new(2000), new byte[1000], 1000, unwanted: 999, default);
        Assert.Null(buffer.Take().Data);
        Assert.NotNull(buffer.Take().Data);
        Assert.Equal(0, buffer.Bytes);
    }

    [Fact]
    public void After_Detach_no_call_comes()
    {
        TcpScript script = new TcpScript().Handshake().Client(110, "later");
        script.Record.Data = (_, _) => script.Record.Conversation.Detach();
        script.Client(101, "abc").Client(104, "defghi").Client(115, "more", TcpFlags.Fin | TcpFlags.Ack).Server(501, "", TcpFlags.Rst).Complete();
        Assert.Equal("abc", script.Record.Client);
        Assert.Null(script.Record.End);
    }
}
