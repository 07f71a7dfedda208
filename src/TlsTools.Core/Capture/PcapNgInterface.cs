using System;

namespace TlsTools.Capture;

/// <summary>An interface of a pcapng section: what its packets begin with and what their time stamps count.</summary>
internal sealed class PcapNgInterface
{
    private readonly ulong _multiplier;
    private readonly ulong _divisor;
    private readonly int _binaryExponent;
    private readonly long _offset;
    private readonly byte _digits;

    /// <summary>Takes the fields and options of an Interface Description Block.</summary>
    /// <param name="linkType">The link type.</param>
    /// <param name="snapshotLength">Bytes kept of a packet; 0 is no limit.</param>
    /// <param name="resolution"><c>if_tsresol</c>: a negative power of 10, or of 2 where the highest bit is set.</param>
    /// <param name="offsetSeconds"><c>if_tsoffset</c>.</param>
    public PcapNgInterface(LinkType linkType, uint snapshotLength, byte resolution, long offsetSeconds)
    {
        LinkType = linkType;
        SnapshotLength = snapshotLength;
        _offset = unchecked(offsetSeconds * (long)NanosecondsPerSecond);
        int exponent = resolution & 0x7f;
        _digits = (byte)Math.Min(exponent, NanosecondDigits);
        _binaryExponent = (resolution & 0x80) == 0 ? -1 : exponent;
        _multiplier = PowerOf10(NanosecondDigits - exponent);
        _divisor = PowerOf10(exponent - NanosecondDigits);
    }

    /// <summary>What its packets begin with.</summary>
    public LinkType LinkType { get; }

    /// <summary>Bytes kept of a packet; 0 is no limit.</summary>
    public uint SnapshotLength { get; }

    /// <summary>The time that a count of the interface's units means. A count that no nanosecond clock holds wraps.</summary>
    /// <param name="units">Units since the epoch, before <c>if_tsoffset</c>.</param>
    public CaptureTime ToTime(ulong units)
    {
        ulong nanoseconds = _binaryExponent >= 0 ? FromBinary(units)
            : _divisor == 1 ? unchecked(units * _multiplier)
            : _divisor == 0 ? 0
            : units / _divisor;
        return new CaptureTime(unchecked((long)nanoseconds + _offset), _digits);
    }

    private ulong FromBinary(ulong units)
    {
        if (_binaryExponent >= 64)
        {
            return 0;
        }

        ulong seconds = units >> _binaryExponent;
        ulong fraction = units - (seconds << _binaryExponent);

        // 34 bits are finer than a nanosecond, and the product still fits in 64.
        int excess = Math.Max(_binaryExponent - 34, 0);
        ulong nanoseconds = ((fraction >> excess) * NanosecondsPerSecond) >> (_binaryExponent - excess);
        return unchecked((seconds * NanosecondsPerSecond) + nanoseconds);
    }

    // 1 for a negative exponent; 0 where the power does not fit, so that the time is less than any nanosecond.
    private static ulong PowerOf10(int exponent)
    {
        if (exponent > 19)
        {
            return 0;
        }

        ulong power = 1;
        for (int i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }

    /// <summary><c>if_tsresol</c> of an interface that has none: microseconds.</summary>
    public const byte DefaultResolution = 6;

    private const int NanosecondDigits = 9;

    private const ulong NanosecondsPerSecond = 1_000_000_000;
}
