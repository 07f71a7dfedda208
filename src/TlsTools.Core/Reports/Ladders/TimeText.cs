using System;
using System.Globalization;

namespace TlsTools.Reports.Ladders;

/// <summary>Times as people read them.</summary>
internal static class TimeText
{
    /// <summary>For instance <c>0.2 ms</c>, <c>197 ms</c>, <c>1.6 s</c>, <c>2 min 5 s</c>.</summary>
    public static string Of(TimeSpan time)
    {
        if (time < TimeSpan.Zero)
        {
            return "-" + Of(-time);
        }

        double milliseconds = time.TotalMilliseconds;
        return milliseconds switch
        {
            < 9.95 => Write(milliseconds, "0.0", "ms"),
            < 999.5 => Write(milliseconds, "0", "ms"),
            < 9950 => Write(time.TotalSeconds, "0.0", "s"),
            < 59_500 => Write(time.TotalSeconds, "0", "s"),
            < 3_570_000 => Pair(time.TotalSeconds, 60, "min", "s"),
            < 84_600_000 => Pair(time.TotalMinutes, 60, "h", "min"),
            _ => Pair(time.TotalHours, 24, "d", "h"),
        };
    }

    private static string Write(double number, string format, string unit) => $"{number.ToString(format, CultureInfo.InvariantCulture)} {unit}";

    private static string Pair(double number, int most, string large, string small)
    {
        long whole = (long)Math.Round(number);
        return $"{(whole / most).ToString(CultureInfo.InvariantCulture)} {large} {(whole % most).ToString(CultureInfo.InvariantCulture)} {small}";
    }
}
