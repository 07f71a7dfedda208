using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Carriers;
using TlsTools.Streams;
using TlsTools.Tls;
using Xunit;

namespace TlsTools.Tests.Carriers;

/// <summary>Each carrier: how it leads to TLS, how it is refused, and what is none.</summary>
public sealed class CarrierDetectorTests
{
    public static TheoryData<string, string> Leading() => Transcripts.Leading();

    public static TheoryData<string, bool, string, string> Refused() => Transcripts.Refused();

    public static TheoryData<string, string> Other() => Transcripts.Other();

    [Theory]
    [MemberData(nameof(Leading))]
    public void A_dialogue_leads_to_TLS(string carrier, string transcript)
    {
        (bool, byte[])[] dialogue = [.. Transcripts.Parse(transcript)];
        foreach (bool isInitiatorClient in (bool[])[true, false])
        {
            foreach (IReadOnlyList<(bool, byte[])> turns in (IReadOnlyList<(bool, byte[])>[])[dialogue, Joined(dialogue), Bytes(dialogue)])
            {
                Listener listener = new(isInitiatorClient);
                listener.Hear(turns);
                Assert.True(listener.Detector.Carrier == carrier, $"{listener.Detector.Carrier} in: {transcript}");
                Assert.Empty(listener.Tls(isClient: true));
                listener.Hear(Transcripts.Tls(carrier));
                Assert.Null(listener.Detector.Refusal);
                Assert.Equal("16030100050100000100", listener.Tls(isClient: true));
                Assert.Equal("16030300050200000100", listener.Tls(isClient: false));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Leading))]
    public void TLS_may_stand_in_the_same_segment_or_come_in_single_bytes(string carrier, string transcript)
    {
        (bool, byte[])[] all = [.. Transcripts.Parse(transcript), .. Transcripts.Tls(carrier)];
        foreach (IReadOnlyList<(bool, byte[])> turns in (IReadOnlyList<(bool, byte[])>[])[Joined(all), Bytes(all)])
        {
            Listener listener = new(isInitiatorClient: true);
            listener.Hear(turns);
            Assert.Equal(carrier, listener.Detector.Carrier);
            Assert.Equal("16030100050100000100", listener.Tls(isClient: true));
            Assert.Equal("16030300050200000100", listener.Tls(isClient: false));
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_refusal_is_told_with_what_the_server_said(string carrier, bool isNotOffered, string text, string transcript)
    {
        (bool, byte[])[] dialogue = [.. Transcripts.Parse(transcript)];
        foreach (IReadOnlyList<(bool, byte[])> turns in (IReadOnlyList<(bool, byte[])>[])[dialogue, Joined(dialogue), Bytes(dialogue)])
        {
            Listener listener = new(isInitiatorClient: true);
            listener.Hear(turns);
            Assert.Equal(carrier, listener.Detector.Carrier);
            Assert.Equal(new CarrierRefusal(isNotOffered, text), listener.Detector.Refusal);
            Assert.Empty(listener.Tls(isClient: true));
        }
    }

    [Theory]
    [MemberData(nameof(Other))]
    public void What_does_not_lead_to_TLS_is_no_refusal(string name, string transcript)
    {
        (bool, byte[])[] dialogue = [.. Transcripts.Parse(transcript)];
        foreach (IReadOnlyList<(bool, byte[])> turns in (IReadOnlyList<(bool, byte[])>[])[dialogue, Joined(dialogue), Bytes(dialogue)])
        {
            Listener listener = new(isInitiatorClient: true);
            listener.Hear(turns);
            Assert.True(listener.Detector.Refusal is null, $"{name}: {listener.Detector.Refusal}");
            Assert.Empty(listener.Tls(isClient: true));
            Assert.False(listener.Detector.HasAgreed);
        }
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n")]
    [InlineData("\x16\x03\x01\x02")]
    [InlineData("\x13" + "BitTorrent protocol")]
    [InlineData("*1\r\n$4\r\nPING\r\n")]
    public void Other_protocols_are_given_up_at_their_first_bytes(string start)
    {
        byte[] bytes = [.. start.Select(character => (byte)character)];
        Assert.Equal(CarrierVerdict.Ended, new CarrierDetector().Push(StreamDirection.FromInitiator, bytes, out _));
        Assert.Equal(CarrierVerdict.Ended, new CarrierDetector().Push(StreamDirection.FromResponder, bytes, out _));
    }

    [Theory]
    [MemberData(nameof(Leading))]
    public void Cut_or_changed_anywhere_it_is_no_exception(string carrier, string transcript)
    {
        (bool, byte[])[] dialogue = [.. Transcripts.Parse(transcript), .. Transcripts.Tls(carrier)];
        Random random = new(5);
        for (int round = 0; round < 400; round++)
        {
            Listener listener = new(random.Next(2) == 0);
            foreach ((bool isClient, byte[] bytes) in dialogue)
            {
                byte[] changed = [.. bytes];
                if (random.Next(3) == 0 && changed.Length > 0)
                {
                    changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
                }

                listener.Hear([(isClient, random.Next(8) == 0 ? changed[..random.Next(changed.Length + 1)] : changed)]);
            }
        }
    }

    [Fact]
    public void A_dialogue_without_end_is_given_up()
    {
        Listener listener = new(isInitiatorClient: true);
        listener.Hear(Transcripts.Parse("S: 220 a\nC: EHLO me\n"));
        byte[] line = [.. Enumerable.Repeat((byte)'-', 100), (byte)'\n'];
        int lines = 0;
        while (listener.Detector.Push(StreamDirection.FromResponder, line, out _) != CarrierVerdict.Ended)
        {
            Assert.True(++lines < 1000);
        }
    }

    [Fact]
    public void After_a_login_that_alone_was_encrypted_TDS_goes_on_in_plaintext()
    {
        TdsUnwrapper unwrapper = new();
        ReadOnlySpan<byte> bytes =
        [
            0x12, 0x01, 0x00, 0x0e, 0, 0, 0, 0, 0x16, 0x03, 0x03, 0x00, 0x01, 0x14,
            0x17, 0x03, 0x03, 0x00, 0x02, 0xaa, 0xbb,
            0x04, 0x01, 0x00, 0x0a, 0, 0, 0, 0, 0xad, 0x00,
        ];
        List<byte> tls = [];
        while (unwrapper.TryTake(Side.Client, ref bytes, out ReadOnlySpan<byte> piece))
        {
            tls.AddRange(piece);
        }

        Assert.Equal("16030300011417030300" + "02AABB", Convert.ToHexString([.. tls]));
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request", "http")]
    [InlineData("SSH-2.0-OpenSSH", "ssh")]
    [InlineData("220 mail.example ESMTP", "smtp")]
    [InlineData("220 (vsFTPd 3.0.5)", "ftp")]
    [InlineData("\x16\x03\x01", null)]
    [InlineData("", null)]
    public void Plaintext_has_a_name(string start, string? name) =>
        Assert.Equal(name, PlaintextProtocols.Find([.. start.Select(character => (byte)character)]));

    private static List<(bool IsClient, byte[] Bytes)> Joined(IReadOnlyList<(bool IsClient, byte[] Bytes)> turns)
    {
        List<(bool IsClient, byte[] Bytes)> joined = [];
        foreach ((bool isClient, byte[] bytes) in turns)
        {
            if (joined.Count > 0 && joined[^1].IsClient == isClient)
            {
                joined[^1] = (isClient, [.. joined[^1].Bytes, .. bytes]);
            }
            else
            {
                joined.Add((isClient, bytes));
            }
        }

        return joined;
    }

    private static List<(bool IsClient, byte[] Bytes)> Bytes(IReadOnlyList<(bool IsClient, byte[] Bytes)> turns) =>
        [.. turns.SelectMany(turn => turn.Bytes.Select(value => (turn.IsClient, (byte[])[value])))];

    /// <summary>Hears a conversation as the reader of captures does.</summary>
    private sealed class Listener(bool isInitiatorClient)
    {
        private readonly List<byte>[] _tls = [[], []];

        public CarrierDetector Detector { get; } = new();

        public void Hear(IReadOnlyList<(bool IsClient, byte[] Bytes)> turns)
        {
            foreach ((bool isClient, byte[] bytes) in turns)
            {
                StreamDirection direction = isClient == isInitiatorClient ? StreamDirection.FromInitiator : StreamDirection.FromResponder;
                if (Detector.Push(direction, bytes, out int offset) == CarrierVerdict.Tls)
                {
                    Take(isClient, bytes.AsSpan(offset));
                }
            }
        }

        public string Tls(bool isClient) => Convert.ToHexString([.. _tls[isClient ? 0 : 1]]);

        private void Take(bool isClient, ReadOnlySpan<byte> bytes)
        {
            if (Detector.Unwrapper is not { } unwrapper)
            {
                _tls[isClient ? 0 : 1].AddRange(bytes);
                return;
            }

            while (unwrapper.TryTake(isClient ? Side.Client : Side.Server, ref bytes, out ReadOnlySpan<byte> piece))
            {
                _tls[isClient ? 0 : 1].AddRange(piece);
            }
        }
    }
}
