using System;
using TlsTools.Network;
using TlsTools.Streams;
using Xunit;

namespace TlsTools.Tests.Streams;

public sealed class GapTests
{
    [Fact]
    public void A_hole_is_waited_for_while_the_receiver_lacks_it_too()
    {
        TcpScript script = new TcpScript().Handshake().Client(101, "abc").Client(107, "ghi");
        for (int i = 0; i < 500; i++)
        {
            script.Server(501, "", TcpFlags.Ack, 104);
        }

        Assert.Equal("abc", script.Record.Client);
        Assert.Equal("abcdefghi", script.Client(104, "def").Record.Client);
    }

    [Fact]
    public void A_hole_that_was_acknowledged_is_given_up_after_a_while()
    {
        TcpScript script = new TcpScript().Handshake().Client(101, "abc").Client(107, "ghi").Server(501, "", TcpFlags.Ack, 110);
        Assert.Equal("abc", script.Record.Client);
        script.Wait(TimeSpan.FromMilliseconds(200)).Server(501, "x", TcpFlags.Ack, 110);
        Assert.Equal("abc[gap 3]ghi", script.Record.Client);
        Assert.Equal(3, script.Record.Conversation.Statistics(StreamDirection.FromInitiator).MissingBytes);
    }

    [Fact]
    public void What_the_receiver_lacks_too_was_lost_on_the_way()
    {
        TcpScript script = new TcpScript().Handshake().Client(101, "abc").Client(107, "ghi").Server(501, "", TcpFlags.Ack, 104).Complete();
        DirectionStatistics client = script.Record.Conversation.Statistics(StreamDirection.FromInitiator);
        Assert.Equal((3, 3), (client.MissingBytes, client.UnreceivedBytes));
        Assert.False(client.IsAcknowledged);
    }

    [Fact]
    public void What_the_receiver_acknowledged_was_lost_by_the_capture()
    {
        TcpScript script = new TcpScript().Handshake().Client(101, "abc").Client(107, "ghi").Server(501, "", TcpFlags.Ack, 110).Complete();
        DirectionStatistics client = script.Record.Conversation.Statistics(StreamDirection.FromInitiator);
        Assert.Equal((3, 0), (client.MissingBytes, client.UnreceivedBytes));
        Assert.True(client.IsAcknowledged);
    }

    [Fact]
    public void Of_a_receiver_that_was_not_captured_nothing_is_said()
    {
        TcpScript script = new TcpScript().Client(100, "", TcpFlags.Syn).Client(101, "abc").Client(107, "ghi").Complete();
        DirectionStatistics client = script.Record.Conversation.Statistics(StreamDirection.FromInitiator);
        Assert.Equal((3, 0), (client.MissingBytes, client.UnreceivedBytes));
    }

    [Fact]
    public void A_hole_that_was_acknowledged_is_given_up_after_many_segments()
    {
        TcpScript script = new TcpScript().Handshake().Client(104, "def");
        script.Server(501, "", TcpFlags.Ack, 107);
        for (uint i = 0; i < 70; i++)
        {
            script.Time -= 1_000_000;
            script.Server(501 + i, "x", TcpFlags.Ack, 107);
        }

        Assert.Equal("[gap 3]def", script.Record.Client);
    }

    [Fact]
    public void An_acknowledgment_captured_before_its_data_makes_no_gap()
    {
        TcpScript script = new TcpScript().Handshake().Server(501, "", TcpFlags.Ack, 107).Client(104, "def").Client(101, "abc");
        Assert.Equal("abcdef", script.Complete().Record.Client);
        Assert.Equal(0, script.Record.Conversation.Statistics(StreamDirection.FromInitiator).MissingBytes);
    }

    [Fact]
    public void At_the_end_every_hole_is_reported_once()
    {
        TcpScript script = new TcpScript().Handshake().Client(101, "abc").Client(107, "ghi").Client(113, "mno", TcpFlags.Fin | TcpFlags.Ack);
        Assert.Equal("abc[gap 3]ghi[gap 3]mno[fin]", script.Complete().Record.Client);
        Assert.Equal(ConversationEnd.CaptureEnd, script.Record.End);
    }

    [Fact]
    public void What_only_acknowledgments_show_is_missing_at_the_end()
    {
        TcpScript script = new TcpScript().Handshake().Client(101, "abc").Server(501, "", TcpFlags.Ack, 1101);
        Assert.Equal("abc[gap 997]", script.Complete().Record.Client);
    }

    [Fact]
    public void One_direction_only_reports_the_other_as_one_gap()
    {
        TcpScript script = new();
        script.Client(100, "", TcpFlags.Syn);
        for (uint i = 0; i < 100; i++)
        {
            script.Client(101 + (i * 3), "abc", TcpFlags.Ack, 501 + (i * 1000));
        }

        script.Client(401, "", TcpFlags.Fin | TcpFlags.Ack, 99501).Complete();
        Assert.EndsWith("abc[fin]", script.Record.Client, StringComparison.Ordinal);
        Assert.Equal("[gap 99000]", script.Record.Server);
        Assert.Equal(99000, script.Record.Conversation.Statistics(StreamDirection.FromResponder).MissingBytes);
    }

    [Fact]
    public void A_lost_start_of_a_direction_is_a_gap()
    {
        TcpScript script = new TcpScript().Handshake().Server(504, "def").Client(101, "x", TcpFlags.Ack, 507);
        Assert.Equal("[gap 3]def", script.Complete().Record.Server);
    }

    [Fact]
    public void The_first_segment_may_be_late_when_the_SYN_ACK_was_lost()
    {
        TcpScript script = new TcpScript().Client(100, "", TcpFlags.Syn).Client(101, "", TcpFlags.Ack, 501);
        Assert.Equal("abcdef", script.Server(504, "def").Server(501, "abc").Record.Server);
    }

    [Fact]
    public void Mid_stream_the_first_segment_says_where_to_begin()
    {
        TcpScript script = new TcpScript().Client(5000, "abc", TcpFlags.Ack, 9000).Server(9500, "xyz", TcpFlags.Ack, 5003).Client(5003, "def", TcpFlags.Ack, 9503);
        Assert.Equal("abcdef", script.Record.Client);
        Assert.Equal("xyz", script.Record.Server);
        Assert.False(script.Record.Conversation.SawSyn);
    }

    [Fact]
    public void Mid_stream_a_direction_that_appears_late_begins_with_what_was_acknowledged_of_it()
    {
        TcpScript script = new TcpScript().Client(5000, "abc", TcpFlags.Ack, 9000).Client(5003, "def", TcpFlags.Ack, 9300);
        Assert.Equal("[gap 300]xyz", script.Server(9300, "xyz", TcpFlags.Ack, 5006).Record.Server);
    }

    [Fact]
    public void Mid_stream_data_captured_after_its_acknowledgment_is_not_missing()
    {
        TcpScript script = new TcpScript().Client(5000, "abc", TcpFlags.Ack, 9000).Client(5003, "def", TcpFlags.Ack, 9300);
        script.Server(9000, new string('x', 300), TcpFlags.Ack, 5006).Server(9300, "yz", TcpFlags.Ack, 5006).Complete();
        Assert.Equal(new string('x', 300) + "yz", script.Record.Server);
    }

    [Fact]
    public void A_direction_that_begins_far_behind_its_handshake_begins_with_a_gap()
    {
        TcpScript script = new TcpScript().Client(100, "", TcpFlags.Syn).Client(101, "", TcpFlags.Ack, 501);
        Assert.Equal("[gap 1000000]abc", script.Server(1_000_501, "abc").Record.Server);
    }

    [Fact]
    public void Too_many_bytes_behind_a_hole_end_the_wait()
    {
        TcpScript script = new(TcpLimits.Default with { BufferedBytes = 4096 });
        script.Handshake();
        for (uint i = 0; i < 10; i++)
        {
            script.Client(201 + (i * 1000), new string('x', 1000));
        }

        Assert.StartsWith("[gap 100]xxx", script.Record.Client, StringComparison.Ordinal);
        Assert.Equal(10_000, script.Record.Conversation.Statistics(StreamDirection.FromInitiator).Bytes);
    }

    [Fact]
    public void Too_many_bytes_in_all_end_the_longest_wait()
    {
        TcpScript script = new(TcpLimits.Default with { TotalBufferedBytes = 8192 });
        for (ushort port = 1; port <= 20; port++)
        {
            script.ClientPort = port;
            script.Handshake().Client(201, new string('x', 1000));
        }

        Assert.StartsWith("[gap 100]xxx", script.Records[0].Client, StringComparison.Ordinal);
        Assert.Equal("", script.Records[19].Client);
    }

    [Fact]
    public void A_segment_far_out_of_the_window_is_ignored_but_a_run_of_them_is_believed()
    {
        TcpScript script = new TcpScript().Handshake().Client(101, "abc").Client(0x9000_0000, "evil").Client(104, "def");
        Assert.Equal("abcdef", script.Record.Client);
        script.Client(0xa000_0000, "12").Client(0xa000_0002, "34").Client(0xa000_0004, "56").Client(0xa000_0006, "78");
        Assert.Equal($"abcdef[gap {0xa000_0004 - 107}]5678", script.Record.Client);
    }

    [Fact]
    public void When_two_ends_answer_the_SYN_the_one_that_the_initiator_chose_is_read()
    {
        TcpScript script = new TcpScript().Client(100, "", TcpFlags.Syn).Server(500, "", TcpFlags.Syn | TcpFlags.Ack);
        script.Server(70_000, "", TcpFlags.Syn | TcpFlags.Ack).Client(101, "hello", TcpFlags.Ack, 501).Server(501, "world", TcpFlags.Ack, 106);
        Assert.Equal(2, script.Records.Count);
        Assert.Equal("hello", script.Records[1].Client);
        Assert.Equal("world", script.Records[1].Server);
    }
}
