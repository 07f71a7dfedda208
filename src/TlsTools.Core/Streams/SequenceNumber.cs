using System;

namespace TlsTools.Streams;

/// <summary>A TCP sequence number: a point on a circle of 2^32, compared by serial arithmetic.</summary>
/// <param name="Value">The number as it is in the header.</param>
/// <remarks>
/// Of two numbers that lie exactly half a circle apart none is later (RFC 1982 leaves that open); the difference is
/// then negative both ways, so that such a segment counts as far outside and never as the next one.
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc1982#section-3">RFC 1982, 3</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9293#section-3.4">RFC 9293, 3.4</seealso>
internal readonly record struct SequenceNumber(uint Value) : IComparable<SequenceNumber>
{
    /// <summary>How far the left number lies after the right one; negative when it lies before.</summary>
    public static int operator -(SequenceNumber left, SequenceNumber right) => unchecked((int)(left.Value - right.Value));

    /// <summary>The number so many bytes later.</summary>
    public static SequenceNumber operator +(SequenceNumber start, int count) => new(unchecked(start.Value + (uint)count));

    /// <summary>Whether the left number comes first.</summary>
    public static bool operator <(SequenceNumber left, SequenceNumber right) => left - right < 0;

    /// <summary>Whether the left number comes later.</summary>
    public static bool operator >(SequenceNumber left, SequenceNumber right) => left - right > 0;

    /// <summary>Whether the left number does not come later.</summary>
    public static bool operator <=(SequenceNumber left, SequenceNumber right) => left - right <= 0;

    /// <summary>Whether the left number does not come first.</summary>
    public static bool operator >=(SequenceNumber left, SequenceNumber right) => left - right >= 0;

    /// <summary>The later of two numbers.</summary>
    public static SequenceNumber Later(SequenceNumber one, SequenceNumber other) => one > other ? one : other;

    /// <inheritdoc/>
    public int CompareTo(SequenceNumber other) => this - other;
}
