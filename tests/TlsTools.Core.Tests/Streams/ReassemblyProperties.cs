using System;
using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using TlsTools.Network;
using TlsTools.Streams;
using Xunit;

namespace TlsTools.Tests.Streams;

public sealed class ReassemblyProperties
{
    [Fact]
    public void Any_order_repetition_and_overlap_delivers_the_original_bytes() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll<int>(seed =>
        {
            Random random = new(seed);
            byte[] original = new byte[random.Next(1, 3000)];
            random.NextBytes(original);
            uint initial = StartNearTheWrap(random);
            List<(int Offset, int Length)> segments = Cut(random, original.Length);
            int whole = segments.Count;
            for (int i = 0; i < whole; i++)
            {
                int offset = random.Next(original.Length);
                segments.Add((offset, random.Next(0, Math.Min(400, original.Length - offset) + 1)));
            }

            Shuffle(random, segments, random.Next(1, 40));
            TcpScript script = Open(initial);
            foreach ((int offset, int length) in segments)
            {
                Send(script, initial, original, offset, length);
            }

            script.Complete();
            DirectionStatistics statistics = script.Record.Conversation.Statistics(StreamDirection.FromInitiator);
            return script.Record.ClientBytes.SequenceEqual(original) && script.Record.Gaps.Count == 0
                && statistics.Bytes == original.Length && statistics.MissingBytes == 0;
        }));

    [Fact]
    public void What_was_dropped_is_exactly_what_is_reported_missing() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll<int>(seed =>
        {
            Random random = new(seed);
            byte[] original = new byte[random.Next(1, 3000)];
            random.NextBytes(original);
            uint initial = StartNearTheWrap(random);
            List<(int Offset, int Length)> segments = [.. Cut(random, original.Length).Where(_ => random.Next(5) > 0)];
            bool[] sent = new bool[original.Length];
            foreach ((int offset, int length) in segments)
            {
                sent.AsSpan(offset, length).Fill(true);
            }

            Shuffle(random, segments, random.Next(1, 10));
            TcpScript script = Open(initial);
            foreach ((int offset, int length) in segments)
            {
                Send(script, initial, original, offset, length);
                if (random.Next(3) == 0)
                {
                    script.Push(fromClient: false, 501, [], TcpFlags.Ack, unchecked(initial + 1 + (uint)random.Next(offset + 1)));
                }
            }

            script.Push(fromClient: true, unchecked(initial + 1 + (uint)original.Length), [], TcpFlags.Fin | TcpFlags.Ack, 501);
            script.Complete();
            bool[] reported = new bool[original.Length];
            foreach ((long offset, long length) in script.Record.Gaps)
            {
                reported.AsSpan((int)offset, (int)length).Fill(true);
            }

            return script.Record.ClientBytes.SequenceEqual(original.Where((_, at) => sent[at]))
                && reported.SequenceEqual(sent.Select(there => !there))
                && script.Record.Conversation.Statistics(StreamDirection.FromInitiator).MissingBytes == sent.Count(there => !there);
        }));

    [Fact]
    public void Anything_at_all_is_taken_within_the_limits()
    {
        TcpLimits limits = TcpLimits.Default with
        {
            OpenConversations = 500,
            ClosedConversations = 300,
            LingeringConversations = 100,
            BufferedBytes = 20_000,
            BufferedSegments = 50,
            TotalBufferedBytes = 100_000,
        };
        Random random = new(3);
        TcpScript script = new(limits);
        byte[] payload = new byte[2000];
        for (int i = 0; i < 300_000; i++)
        {
            script.ClientPort = (ushort)random.Next(2000);
            TcpFlags flags = random.Next(4) == 0 ? (TcpFlags)random.Next(256) : TcpFlags.Ack;
            uint sequence = random.Next(3) == 0 ? (uint)random.Next() << 1 : (uint)random.Next(100_000);
            int length = random.Next(3) == 0 ? 0 : random.Next(payload.Length);
            script.Push(random.Next(2) == 0, sequence, payload.AsSpan(0, length).ToArray(), flags, (uint)random.Next(100_000), random.Next(length / 10 + 1));
            script.Time += random.Next(-1_000_000, 5_000_000);
            Assert.True(script.Tracker.Open <= 500);
            Assert.True(script.Tracker.BufferedBytes <= 100_000);
        }

        script.Complete();
        Assert.Equal(0, script.Tracker.Open);
        Assert.Equal(0, script.Tracker.BufferedBytes);
        Assert.All(script.Records, record => Assert.NotNull(record.End));
    }

    [Fact]
    public void Memory_does_not_grow_with_the_number_of_ended_conversations()
    {
        TcpTracker tracker = new(_ => null, TcpLimits.Default with { OpenConversations = 1000, ClosedConversations = 1000 });
        byte[] client = new byte[16];
        byte[] server = new byte[16];
        for (int i = 0; i < 200_000; i++)
        {
            BitConverter.TryWriteBytes(client, i);
            TcpSegment segment = new()
            {
                SourceAddress = client,
                DestinationAddress = server,
                SourcePort = 1,
                DestinationPort = 443,
                Flags = TcpFlags.Syn,
            };
            tracker.Push(segment, new Provenance(i, new(i, 9)));
            Assert.InRange(tracker.Open + tracker.Remembered, 1, 2000);
        }

        Assert.Equal(200_000, tracker.Streams);
    }

    [Fact]
    public void A_flood_of_segments_in_hostile_order_takes_bounded_work()
    {
        // Backwards, so that each one goes to the front of the array, and without a limit the work would grow with the square.
        TcpScript script = Open(100);
        for (uint i = 100_000; i > 0; i--)
        {
            script.Push(fromClient: true, 200 + (2 * i), [1], TcpFlags.Ack, 501);
        }

        Assert.InRange(script.Tracker.BufferedBytes, 1, TcpLimits.Default.BufferedBytes);
    }

    private static TcpScript Open(uint initial)
    {
        TcpScript script = new();
        script.Push(fromClient: true, initial, [], TcpFlags.Syn, 0);
        script.Push(fromClient: false, 500, [], TcpFlags.Syn | TcpFlags.Ack, initial + 1);
        script.Push(fromClient: true, initial + 1, [], TcpFlags.Ack, 501);
        return script;
    }

    private static void Send(TcpScript script, uint initial, byte[] original, int offset, int length) =>
        script.Push(true, unchecked(initial + 1 + (uint)offset), original.AsSpan(offset, length).ToArray(), TcpFlags.Ack, 501);

    private static uint StartNearTheWrap(Random random) => unchecked((uint)-random.Next(-2000, 4000));

    private static List<(int Offset, int Length)> Cut(Random random, int length)
    {
        List<(int Offset, int Length)> segments = [];
        for (int offset = 0; offset < length;)
        {
            int next = Math.Min(length - offset, random.Next(1, 400));
            segments.Add((offset, next));
            offset += next;
        }

        return segments;
    }

    private static void Shuffle(Random random, List<(int Offset, int Length)> segments, int reach)
    {
        for (int i = 0; i < segments.Count; i++)
        {
            int other = Math.Min(segments.Count - 1, i + random.Next(reach));
            (segments[i], segments[other]) = (segments[other], segments[i]);
        }
    }
}
