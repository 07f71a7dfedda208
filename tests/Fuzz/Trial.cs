using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using TlsTools.Capture;
using TlsTools.Handshakes;

namespace TlsTools.Fuzz;

/// <summary>Reads one input as a user would, everything of it, and says what is wrong with how that went.</summary>
internal sealed class Trial(ISet<ulong> features)
{
    /// <summary>Reads the input; a failure in words, or <see langword="null"/>.</summary>
    public string? Run(byte[] input, out int newFeatures)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        ObjectWalk walk = new(features);
        try
        {
            Read(input, walk);
        }
        catch (CaptureFormatException damage)
        {
            walk.Note("damage", damage.Message.Split(' ')[0]);
        }
        catch (Exception exception)
        {
            newFeatures = walk.NewFeatures;
            return exception.ToString();
        }

        newFeatures = walk.NewFeatures;
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        if (time > TimeLimit(input.Length))
        {
            return $"It took {time.TotalMilliseconds:F0} ms for {input.Length} bytes.";
        }

        return allocated > AllocationLimit(input.Length) ? $"It allocated {allocated} bytes for an input of {input.Length}." : null;
    }

    private static void Read(byte[] input, ObjectWalk walk)
    {
        foreach (TlsHandshake handshake in TlsCapture.ReadHandshakes(new MemoryStream(input)))
        {
            walk.Note(handshake.Carrier, $"{handshake.Phase} {handshake.Outcome} {handshake.EndedBy} {handshake.EndedBySide}");
            string before = "";
            foreach (TlsMessage message in handshake.Messages)
            {
                string name = $"{message.Sender} {message.Type}";
                walk.Note(before, name);
                before = name;
            }

            walk.Visit(handshake);
        }
    }

    // Reading costs microseconds a kilobyte. The limits are for what grows faster than the input, not for a slow machine.
    private static TimeSpan TimeLimit(int length) => TimeSpan.FromMilliseconds(2_000 + (20 * (length / 1024)));

    private static long AllocationLimit(int length) => (64L << 20) + (2_000L * length);
}
