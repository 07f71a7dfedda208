using System;

namespace TlsTools.Handshakes;

/// <summary>
/// Arrays of events that connections use one after the other. The framework's pool would do, but its code for this type would
/// be compiled at the start of every run, which is a good part of the time a small capture takes.
/// </summary>
internal static class EventArrays
{
    [ThreadStatic]
    private static TranscriptEvent[]?[]? s_free;

    [ThreadStatic]
    private static int s_count;

    /// <summary>Takes an array; its contents are whatever was left in it.</summary>
    public static TranscriptEvent[] Rent() => s_count > 0 ? s_free![--s_count]! : new TranscriptEvent[Length];

    /// <summary>Gives an array back; one that has grown is left to the collector.</summary>
    public static void Return(TranscriptEvent[] events)
    {
        s_free ??= new TranscriptEvent[]?[MostFree];
        if (events.Length == Length && s_count < MostFree)
        {
            s_free[s_count++] = events;
        }
    }

    // A mutual handshake of TLS 1.2 has fourteen events, and some records of application data follow.
    private const int Length = 24;

    // Keeps what a burst of closing connections frees within 1 MiB.
    private const int MostFree = 256;
}
