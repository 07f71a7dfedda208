using System;
using System.Globalization;

namespace TlsTools.Capture;

/// <summary>The time of a packet, with all the digits that the capture has.</summary>
/// <param name="nanoseconds">Nanoseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="digits">Digits after the decimal point that the capture records, 0 to 9.</param>
public readonly struct CaptureTime(long nanoseconds, byte digits) : IEquatable<CaptureTime>, IComparable<CaptureTime>
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Nanoseconds since 1970-01-01T00:00:00Z.</summary>
    public long Nanoseconds { get; } = nanoseconds;

    /// <summary>Digits after the decimal point that the capture records.</summary>
    public byte Digits { get; } = digits;

    /// <summary>The same time in UTC, cut to the 100 ns that <see cref="DateTime"/> holds.</summary>
    public DateTime ToDateTime() => new(UnixEpochTicks + FloorDivide(Nanoseconds, 100), DateTimeKind.Utc);

    /// <summary>The time that passed since an earlier one, cut to 100 ns.</summary>
    /// <param name="earlier">The earlier time.</param>
    public TimeSpan Since(CaptureTime earlier) => new((Nanoseconds - earlier.Nanoseconds) / 100);

    /// <summary>ISO 8601 in UTC with the digits of the capture, for instance <c>2026-01-31T23:59:59.123456Z</c>.</summary>
    public override string ToString()
    {
        long seconds = FloorDivide(Nanoseconds, NanosecondsPerSecond);
        string date = new DateTime(UnixEpochTicks + (seconds * TimeSpan.TicksPerSecond), DateTimeKind.Utc)
            .ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        string fraction = (Nanoseconds - (seconds * NanosecondsPerSecond)).ToString("D9", CultureInfo.InvariantCulture);
        return Digits == 0 ? date + "Z" : $"{date}.{fraction.Substring(0, Math.Min((int)Digits, 9))}Z";
    }

    /// <inheritdoc/>
    public int CompareTo(CaptureTime other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <inheritdoc/>
    public bool Equals(CaptureTime other) => Nanoseconds == other.Nanoseconds;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CaptureTime other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Nanoseconds.GetHashCode();

    /// <summary>Whether both are the same time.</summary>
    public static bool operator ==(CaptureTime left, CaptureTime right) => left.Equals(right);

    /// <summary>Whether the times differ.</summary>
    public static bool operator !=(CaptureTime left, CaptureTime right) => !left.Equals(right);

    /// <summary>Whether the left time is earlier.</summary>
    public static bool operator <(CaptureTime left, CaptureTime right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Whether the left time is later.</summary>
    public static bool operator >(CaptureTime left, CaptureTime right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Whether the left time is not later.</summary>
    public static bool operator <=(CaptureTime left, CaptureTime right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Whether the left time is not earlier.</summary>
    public static bool operator >=(CaptureTime left, CaptureTime right) => left.Nanoseconds >= right.Nanoseconds;

    private static long FloorDivide(long value, long divisor) => (value / divisor) - (value % divisor < 0 ? 1 : 0);

    private const long UnixEpochTicks = 621_355_968_000_000_000;
}
