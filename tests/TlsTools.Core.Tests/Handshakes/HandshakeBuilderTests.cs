using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Streams;
using TlsTools.Tls;
using Xunit;
using static TlsTools.Tests.Handshakes.Wire;

namespace TlsTools.Tests.Handshakes;

public sealed class HandshakeBuilderTests
{
    [Fact]
    public void A_whole_handshake_is_completed_and_ended_in_order()
    {
        TlsHandshake handshake = Read(Completed12);
        Assert.Equal(ProtocolVersion.Tls12, handshake.Version);
        Assert.Equal("a", handshake.ServerName);
        Assert.Equal(HandshakeOutcome.Completed, handshake.Outcome);
        Assert.Equal(HandshakePhase.ApplicationData, handshake.Phase);
        Assert.Equal(ConnectionEnding.CloseNotify, handshake.EndedBy);
        Assert.Equal(Side.Client, handshake.EndedBySide);
        Assert.Null(handshake.Alert);
        Assert.True(Assert.Single(handshake.Alerts).Encrypted);
        Assert.Equal(ClientAuthentication.NotRequested, handshake.ClientAuthentication);
        Assert.Empty(handshake.ServerCertificates!);
        Assert.Null(handshake.ClientCertificates);
        Assert.Equal(
            ["client_hello", "server_hello", "certificate", "server_hello_done", "client_key_exchange"],
            handshake.Messages.Where(message => message.HandshakeType is not null).Select(message => message.Type!));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(64)]
    public void However_the_bytes_are_cut_the_handshake_is_the_same(int piece) =>
        Assert.Equal(Describe(Read(Completed12)), Describe(Read(Completed12, piece)));

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(100)]
    public void Messages_cut_into_records_are_the_same_messages(int fragment)
    {
        byte[] flight = [.. ServerHello12, .. NoCertificates, .. Message(14, [])];
        byte[] records = [.. flight.Chunk(fragment).SelectMany(content => Record(22, content))];
        TlsHandshake handshake = Read([(Side.Client, Handshake(ClientHello)), (Side.Server, records)]);
        Assert.Equal(
            ["client_hello", "server_hello", "certificate", "server_hello_done"],
            handshake.Messages.Select(message => message.Type!));
        Assert.Equal(HandshakePhase.ServerHelloDone, handshake.Phase);
        Assert.Equal(HandshakeOutcome.Incomplete, handshake.Outcome);
    }

    [Fact]
    public void The_messages_tell_who_the_client_is() =>
        Assert.Equal(Describe(Read(Completed12)), Describe(Read(Completed12.Select(part => (1 - part.Sender, part.Bytes)))));

    [Fact]
    public void A_plain_alert_fails_the_handshake()
    {
        TlsHandshake handshake = Read(
        [
            (Side.Client, Handshake(ClientHello)),
            (Side.Server, Handshake(ServerHello12, NoCertificates, RequestNamingNone, Message(14, []))),
            (Side.Client, [.. Handshake(NoCertificates, Message(16, Hex("0000"))), .. ChangeCipherSpec, .. Protected(40)]),
            (Side.Server, Alert(2, 40)),
        ]);
        Assert.Equal(HandshakeOutcome.Failed, handshake.Outcome);
        Assert.Equal("handshake_failure", handshake.Alert?.Description);
        Assert.Equal("fatal", handshake.Alert?.Level);
        Assert.Equal(Side.Server, handshake.Alert?.Sender);
        Assert.Equal(HandshakePhase.ClientKeyExchange, handshake.Alert?.Phase);
        Assert.Equal(ClientAuthentication.RequestedEmpty, handshake.ClientAuthentication);
        Assert.Empty(handshake.AcceptableCA!);
        Assert.Equal(4, handshake.Alert?.Packet);
    }

    [Fact]
    public void A_client_of_SSL_3_says_that_it_has_no_certificate()
    {
        TlsHandshake handshake = Read(
        [
            (Side.Client, Handshake(ClientHello)),
            (Side.Server, Handshake(ServerHello12, NoCertificates, RequestNamingNone, Message(14, []))),
            (Side.Client, [.. Alert(1, 41), .. Handshake(Message(16, Hex("0000")))]),
        ]);
        Assert.Equal("no_certificate", handshake.Alert?.Description);
        Assert.Equal("warning", handshake.Alert?.Level);
        Assert.Equal(ClientAuthentication.RequestedEmpty, handshake.ClientAuthentication);
    }

    [Fact]
    public void A_second_hello_after_a_retry_request_is_read_though_keys_seem_changed()
    {
        TlsHandshake handshake = Read(
        [
            (Side.Client, Handshake(ClientHello)),
            (Side.Server, [.. Handshake(RetryRequest), .. ChangeCipherSpec]),
            (Side.Client, [.. ChangeCipherSpec, .. Handshake(ClientHello)]),
            (Side.Server, [.. Handshake(ServerHello13), .. Data(40), .. Data(53)]),
            (Side.Client, [.. Data(53), .. Data(300)]),
            (Side.Server, Data(400)),
        ]);
        Assert.True(handshake.HelloRetryRequest);
        Assert.Equal(2, handshake.Messages.Count(message => message.Type == "client_hello"));
        Assert.Equal(ProtocolVersion.Tls13, handshake.Version);
        Assert.Equal(HandshakeOutcome.Completed, handshake.Outcome);
        Assert.Equal(HandshakePhase.ApplicationData, handshake.Phase);
        Assert.Equal(ContentType.ApplicationData, handshake.Messages[^1].ContentType);
        Assert.True(handshake.Messages[^1].Encrypted);
    }

    [Theory]
    [InlineData(19, HandshakeOutcome.Failed)]
    [InlineData(250, HandshakeOutcome.Completed)]
    public void The_answer_to_an_encrypted_client_certificate_shows_by_its_length(int answer, HandshakeOutcome expected)
    {
        TlsHandshake handshake = Read(
        [
            (Side.Client, Handshake(ClientHello)),
            (Side.Server, [.. Handshake(ServerHello13), .. ChangeCipherSpec, .. Data(23), .. Data(147), .. Data(900), .. Data(53)]),
            (Side.Client, [.. ChangeCipherSpec, .. Data(25), .. Data(53)]),
            (Side.Server, Data(answer)),
        ],
        end: builder => builder.Fin(Side.Server, At(5)));
        Assert.Equal(expected, handshake.Outcome);
        Assert.Equal(expected == HandshakeOutcome.Failed, handshake.Alert is { Encrypted: true, Sender: Side.Server });
        Assert.Equal(ClientAuthentication.Unknown, handshake.ClientAuthentication);
    }

    [Theory]
    [InlineData(19, HandshakeOutcome.Failed, "HandshakeFailureUnspecified")]
    [InlineData(35, HandshakeOutcome.Incomplete, null)]
    public void No_message_of_a_server_is_as_short_as_its_alert(int length, HandshakeOutcome expected, string? cause)
    {
        TlsHandshake handshake = Read([(Side.Client, Handshake(ClientHello)), (Side.Server, [.. Handshake(ServerHello13), .. ChangeCipherSpec, .. Data(length)])]);
        Assert.Equal(expected, handshake.Outcome);
        Assert.Equal(cause, handshake.Findings.FirstOrDefault(finding => finding.Id == "HandshakeFailureUnspecified")?.Id);
    }

    [Fact]
    public void Early_data_is_not_the_clients_flight()
    {
        TlsHandshake handshake = Read(
        [
            (Side.Client, [.. Handshake(ClientHello), .. ChangeCipherSpec, .. Data(19), .. Data(19)]),
            (Side.Server, [.. Handshake(ServerHello13), .. Data(23), .. Data(53)]),
            (Side.Client, [.. Data(21), .. Data(53), .. Data(300)]),
            (Side.Server, Data(400)),
        ]);
        Assert.Equal(HandshakeOutcome.Completed, handshake.Outcome);
        Assert.Null(handshake.Alert);
    }

    [Fact]
    public void A_gap_in_application_data_does_no_harm()
    {
        HandshakeBuilder builder = Begun(out long packet);
        builder.Push(Side.Server, Data(5000).AsSpan(0, 1000), At(packet));
        builder.Gap(Side.Server, 4000, GapReason.NotCaptured, At(packet + 1));
        builder.Push(Side.Server, Data(5000).AsSpan(5000), At(packet + 1));
        builder.Push(Side.Server, Alert(2, 80), At(packet + 2));
        TlsHandshake handshake = Finish(builder);
        Assert.Equal(0, builder.Resynchronizations);
        Assert.Equal("internal_error", handshake.Alert?.Description);
        Assert.Equal(5000, handshake.Messages[^2].Length);
    }

    [Fact]
    public void After_a_gap_over_headers_framing_is_found_again()
    {
        HandshakeBuilder builder = Begun(out long packet);
        builder.Push(Side.Server, Data(500).AsSpan(0, 100), At(packet));
        builder.Gap(Side.Server, 3000, GapReason.NotCaptured, At(packet + 1));
        byte[] tail = [.. Enumerable.Repeat((byte)3, 77), .. Data(60), .. Data(70)];
        builder.Push(Side.Server, tail, At(packet + 1));
        builder.Push(Side.Server, Data(80), At(packet + 2));
        TlsHandshake handshake = Finish(builder);
        Assert.Equal(1, builder.Resynchronizations);
        Assert.Equal([60, 70, 80], handshake.Messages.Skip(handshake.Messages.Count - 3).Select(message => message.Length));
    }

    [Fact]
    public void A_message_with_a_hole_is_kept_as_far_as_it_goes()
    {
        byte[] flight = Handshake(ServerHello12, Message(11, new byte[2000]), Message(14, []));
        HandshakeBuilder builder = new();
        builder.Push(Side.Client, Handshake(ClientHello), At(1));
        builder.Push(Side.Server, flight.AsSpan(0, 500), At(2));
        builder.Gap(Side.Server, 1000, GapReason.NotCaptured, At(3));
        builder.Push(Side.Server, flight.AsSpan(1500), At(3));
        TlsHandshake handshake = Finish(builder);
        Assert.Equal(
            ["client_hello", "server_hello", "certificate", "server_hello_done"],
            handshake.Messages.Select(message => message.Type!));
        Assert.True(handshake.Messages[2].IsIncomplete);
        Assert.Equal(2000, handshake.Messages[2].Length);
        Assert.EndsWith("(incomplete)", handshake.Messages[2].Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Plaintext_in_answer_to_a_hello_fails_the_attempt()
    {
        TlsHandshake handshake = Read(
            [(Side.Client, Handshake(ClientHello)), (Side.Server, "HTTP/1.1 400 Bad\u001b[31m Request\r\n\r\n"u8.ToArray())],
            end: builder => builder.Fin(Side.Server, At(3)));
        Assert.Equal(HandshakeOutcome.Failed, handshake.Outcome);
        Assert.Equal(HandshakePhase.ClientHello, handshake.Phase);
        Assert.Equal(@"Not TLS: HTTP/1.1 400 Bad\u{1b}[31m Request", handshake.Messages[^1].Summary);
    }

    [Fact]
    public void Long_transfers_are_folded()
    {
        IEnumerable<(Side, byte[])> transfer = Enumerable.Repeat((Side.Server, Data(1000)), 500);
        TlsHandshake handshake = Read([.. Completed12.Take(6), .. transfer, (Side.Server, Alert(1, 0))]);
        Assert.True(handshake.Messages.Count < 80);
        TlsMessage folded = Assert.Single(handshake.Messages, message => message.Count > 1);
        Assert.Equal(1000 * folded.Count, folded.Length);
        Assert.Equal(502, handshake.Messages.Where(message => message.ContentType == ContentType.ApplicationData).Sum(message => message.Count));
        Assert.Equal("close_notify", handshake.Messages[^1].Alert?.Description);
        Assert.Null(handshake.Alert);
    }

    [Fact]
    public void A_hello_in_the_framing_of_SSL_2_leads_to_TLS()
    {
        byte[] hello = Hex("0301 0003 0000 0010 00002f" + new string('3', 32));
        TlsHandshake handshake = Read(
        [
            (Side.Client, [(byte)0x80, (byte)(hello.Length + 1), 1, .. hello]),
            (Side.Server, Handshake(ServerHello12, NoCertificates, Message(14, []))),
            (Side.Client, Handshake(Message(16, Hex("0000")))),
        ],
        piece: 3);
        Assert.True(handshake.ClientHello?.IsSsl2Form);
        Assert.Equal("ssl2_client_hello", handshake.Messages[0].Type);
        Assert.Equal(HandshakePhase.ClientKeyExchange, handshake.Phase);
        Assert.Null(handshake.Ja3);
    }

    [Fact]
    public void No_bytes_make_it_throw()
    {
        Random random = new(1);
        byte[] whole = [.. Completed12.SelectMany(part => part.Bytes)];
        for (int round = 0; round < 3000; round++)
        {
            HandshakeBuilder builder = new();
            byte[] damaged = [.. whole];
            for (int change = random.Next(6); change > 0; change--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            for (int start = 0, packet = 1; start < damaged.Length; packet++)
            {
                int length = Math.Min(random.Next(1, 200), damaged.Length - start);
                Side sender = (Side)random.Next(2);
                if (random.Next(8) == 0)
                {
                    builder.Gap(sender, random.Next(1, 3000), GapReason.NotCaptured, At(packet));
                }

                builder.Push(sender, damaged.AsSpan(start, length), At(packet));
                start += length;
            }

            builder.Fin((Side)random.Next(2), At(10_000));
            _ = Describe(Finish(builder));
            builder.Release();
        }
    }

    private static HandshakeBuilder Begun(out long packet)
    {
        HandshakeBuilder builder = new();
        packet = 1;
        foreach ((Side sender, byte[] bytes) in Completed12.Take(4))
        {
            builder.Push(sender, bytes, At(packet++));
        }

        return builder;
    }
}
