using System;

namespace TlsTools.Network;

/// <summary>Reads one header at the start of the frame's rest and says what reads the next one.</summary>
/// <param name="frame">What is left of the packet; the header is taken off it.</param>
/// <returns>The reader of what follows, or null when the packet holds nothing more to read.</returns>
internal delegate LayerReader? LayerReader(ref Frame frame);

/// <summary>What is left of a packet while its headers are taken off one after the other.</summary>
internal ref struct Frame
{
    /// <summary>The captured bytes from the next header on.</summary>
    public ReadOnlySpan<byte> Rest;

    /// <summary>Bytes that <see cref="Rest"/> had on the wire.</summary>
    public int WireLength;

    /// <summary>Sender of the innermost IP header read so far.</summary>
    public ReadOnlySpan<byte> Source;

    /// <summary>Receiver of the innermost IP header read so far.</summary>
    public ReadOnlySpan<byte> Destination;

    /// <summary>TTL or hop limit of the innermost IP header read so far.</summary>
    public byte TimeToLive;

    /// <summary>When the packet was captured, in nanoseconds.</summary>
    public long Time;

    /// <summary>The datagrams that wait for their other fragments.</summary>
    public FragmentStore Fragments;

    /// <summary>Whether <see cref="Segment"/> was found.</summary>
    public bool HasSegment;

    /// <summary>What the headers led to.</summary>
    public TcpSegment Segment;

    /// <summary>Takes a header off the front.</summary>
    /// <param name="count">Its length.</param>
    /// <param name="header">Its bytes.</param>
    /// <returns>Whether so much was captured.</returns>
    public bool TryTake(int count, out ReadOnlySpan<byte> header)
    {
        if ((uint)count > (uint)Rest.Length)
        {
            header = default;
            return false;
        }

        header = Rest.Slice(0, count);
        Rest = Rest.Slice(count);
        WireLength -= count;
        return true;
    }

    /// <summary>Takes bytes off the front that say nothing here.</summary>
    /// <param name="count">How many.</param>
    /// <returns>Whether so much was captured.</returns>
    public bool TrySkip(int count) => TryTake(count, out _);

    /// <summary>
    /// Cuts padding and trailers off: a header says that no more than so many bytes belong to it. Where it claims more than
    /// the headers before it left, those are right: some senders count their padding.
    /// </summary>
    /// <param name="length">The bytes from here on.</param>
    public void Limit(int length)
    {
        WireLength = Math.Min(length, WireLength);
        if (length < Rest.Length)
        {
            Rest = Rest.Slice(0, length);
        }
    }
}
