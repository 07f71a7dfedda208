using System;
using TlsTools.Network;
using TlsTools.Streams;
using Xunit;

namespace TlsTools.Tests.Streams;

public sealed class LifetimeTests
{
    private const TcpFlags Fin = TcpFlags.Fin | TcpFlags.Ack;
    private const TcpFlags SynAck = TcpFlags.Syn | TcpFlags.Ack;

    [Fact]
    public void Two_FINs_end_it_and_stragglers_open_nothing()
    {
        TcpScript script = new TcpScript().Handshake().Client(101, "bye", Fin).Server(501, "bye", Fin, 105);
        Assert.Equal(ConversationEnd.Closed, script.Record.End);
        script.Client(105, "", TcpFlags.Ack, 505).Server(501, "bye", Fin, 105).Client(105, "", TcpFlags.Rst).Complete();
        Assert.Equal(0, script.Stream);
        Assert.Single(script.Records);
        Assert.Equal("bye[fin]", script.Record.Client);
        Assert.Equal("bye[fin]", script.Record.Server);
    }

    [Fact]
    public void Half_closed_the_other_direction_goes_on()
    {
        TcpScript script = new TcpScript().Handshake().Client(101, "ask", Fin).Wait(TimeSpan.FromSeconds(100)).Server(501, "an", TcpFlags.Ack, 105);
        script.Wait(TimeSpan.FromSeconds(100)).Server(503, "swer", Fin, 105);
        Assert.Equal("ask[fin]", script.Record.Client);
        Assert.Equal("answer[fin]", script.Record.Server);
    }

    [Fact]
    public void Half_closed_and_silent_it_ends_by_itself()
    {
        TcpScript script = new TcpScript().Handshake().Client(101, "ask", Fin).Wait(TimeSpan.FromSeconds(200));
        script.ClientPort = 40001;
        script.Client(100, "", TcpFlags.Syn);
        Assert.Equal(ConversationEnd.Closed, script.Record.End);
    }

    [Fact]
    public void A_FIN_behind_a_hole_waits_for_the_bytes()
    {
        TcpScript script = new TcpScript().Handshake().Client(104, "def", Fin);
        Assert.Equal("", script.Record.Client);
        Assert.Equal("abcdef[fin]", script.Client(101, "abc").Record.Client);
    }

    [Fact]
    public void After_a_RST_what_was_under_way_is_still_read()
    {
        TcpScript script = new TcpScript().Handshake().Client(101, "ask").Client(104, "", TcpFlags.Rst | TcpFlags.Ack).Server(501, "alert", TcpFlags.Ack, 104);
        Assert.Equal("ask[reset]", script.Record.Client);
        Assert.Equal("alert", script.Record.Server);
        Assert.Null(script.Record.End);
        script.Wait(TimeSpan.FromSeconds(9));
        script.ClientPort = 40001;
        script.Client(100, "", TcpFlags.Syn);
        Assert.Equal(ConversationEnd.Closed, script.Record.End);
    }

    [Fact]
    public void A_refused_SYN_is_a_reset()
    {
        TcpScript script = new TcpScript().Client(100, "", TcpFlags.Syn).Server(0, "", TcpFlags.Rst | TcpFlags.Ack, 101).Complete();
        Assert.Equal("[reset]", script.Record.Server);
        Assert.Equal(ConversationEnd.Closed, script.Record.End);
        Assert.True(script.Record.Conversation.Statistics(StreamDirection.FromResponder).SawReset);
    }

    [Fact]
    public void A_blind_RST_is_ignored()
    {
        TcpScript script = new TcpScript().Handshake().Client(0x8000_0000, "", TcpFlags.Rst).Client(101, "abc").Complete();
        Assert.Equal("abc", script.Record.Client);
        Assert.Equal(ConversationEnd.CaptureEnd, script.Record.End);
    }

    [Fact]
    public void The_text_of_a_RST_is_not_part_of_the_stream()
    {
        TcpScript script = new TcpScript().Handshake().Client(101, "abc").Client(104, "why", TcpFlags.Rst);
        Assert.Equal("abc[reset]", script.Record.Client);
    }

    [Fact]
    public void Ports_used_again_are_another_conversation()
    {
        TcpScript script = new TcpScript().Handshake().Client(101, "one").Client(7000, "", TcpFlags.Syn).Server(9000, "", SynAck, 7001).Client(7001, "two", TcpFlags.Ack, 9001);
        Assert.Equal(1, script.Stream);
        Assert.Equal("one", script.Records[0].Client);
        Assert.Equal(ConversationEnd.Replaced, script.Records[0].End);
        Assert.Equal("two", script.Records[1].Client);
    }

    [Fact]
    public void A_SYN_sent_again_is_counted()
    {
        TcpScript script = new TcpScript().Client(100, "", TcpFlags.Syn).Wait(TimeSpan.FromSeconds(1)).Client(100, "", TcpFlags.Syn);
        Assert.Equal(0, script.Stream);
        Assert.Equal(2, script.Record.Conversation.SynCount);
    }

    [Fact]
    public void Data_after_a_long_silence_goes_on_under_the_old_number()
    {
        TcpScript script = new TcpScript().Handshake().Client(101, "", Fin).Server(501, "", Fin, 102);
        script.Wait(TimeSpan.FromMinutes(6)).Client(9000, "abc");
        Assert.Equal(0, script.Stream);
        Assert.Equal("abc", script.Records[1].Client);
        Assert.Equal(1, script.Tracker.Streams);
    }

    [Fact]
    public void Who_sent_a_SYN_ACK_is_the_responder()
    {
        TcpScript script = new TcpScript().Server(500, "", SynAck).Client(101, "abc");
        Assert.Equal("abc", script.Record.Client);
        Assert.Equal(443, script.Record.Conversation.Responder.Port);
    }

    [Fact]
    public void Without_a_handler_conversations_are_numbered_alike()
    {
        TcpScript script = new(accept: _ => false);
        script.Handshake().Client(110, "def").Client(101, "", Fin).Server(501, "", Fin).Client(9, "", TcpFlags.Syn);
        Assert.Equal(1, script.Stream);
        Assert.Empty(script.Records);
    }

    [Fact]
    public void Past_the_limit_the_idlest_conversation_is_dropped()
    {
        TcpScript script = new(TcpLimits.Default with { OpenConversations = 3 });
        for (ushort port = 1; port <= 3; port++)
        {
            script.ClientPort = port;
            script.Handshake();
        }

        script.ClientPort = 1;
        script.Client(101, "busy");
        script.ClientPort = 4;
        script.Handshake();
        Assert.Null(script.Records[0].End);
        Assert.Equal(ConversationEnd.Evicted, script.Records[1].End);
        Assert.Equal(3, script.Tracker.Open);
    }

    [Fact]
    public void The_end_of_the_capture_ends_all_in_order()
    {
        TcpScript script = new();
        for (ushort port = 1; port <= 3; port++)
        {
            script.ClientPort = port;
            script.Handshake();
        }

        script.Client(101, "", Fin).Complete();
        Assert.All(script.Records, record => Assert.Equal(ConversationEnd.CaptureEnd, record.End));
        Assert.Equal(0, script.Tracker.Open);
    }
}
