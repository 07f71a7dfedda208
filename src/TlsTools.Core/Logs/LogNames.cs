using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using TlsTools.Capture;
using TlsTools.Tls;

namespace TlsTools.Logs;

/// <summary>Reads the names and times that logs write, each in its own spelling.</summary>
internal static class LogNames
{
    /// <summary>A version: <c>TLSv1.2</c>, <c>TLS 1.2</c>, <c>TLS12</c>, <c>SSLv3</c>, <c>3.1</c>; null for any other text.</summary>
    public static ProtocolVersion? Version(string text)
    {
        string name = text.Trim().Trim('"').ToUpperInvariant().Replace("V", string.Empty).Replace(" ", string.Empty).Replace(".", string.Empty).Replace("_", string.Empty);
        return name switch
        {
            "SSL2" or "SSL20" => ProtocolVersion.Ssl20,
            "SSL3" or "SSL30" or "30" => ProtocolVersion.Ssl30,
            "TLS1" or "TLS10" or "31" => ProtocolVersion.Tls10,
            "TLS11" or "32" => ProtocolVersion.Tls11,
            "TLS12" or "33" => ProtocolVersion.Tls12,
            "TLS13" or "34" => ProtocolVersion.Tls13,
            _ => null,
        };
    }

    /// <summary>A cipher suite by its registered name, by Java's name of it, or with its code behind it as in <c>NAME(0xC02C)</c>; null for any other text.</summary>
    public static CipherSuite? Suite(string text)
    {
        string name = text.Trim();
        if (s_code.Match(name) is { Success: true } code)
        {
            return new CipherSuite(ushort.Parse(code.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        }

        // Java kept the names of SSL 3.0 for the suites of that time.
        return CipherSuite.TryParse(name, out CipherSuite suite) || (name.StartsWith("SSL_", StringComparison.Ordinal) && CipherSuite.TryParse(name.Replace("SSL_", "TLS_"), out suite))
            ? suite
            : null;
    }

    /// <summary>An alert: <c>HANDSHAKE_FAILURE</c>, <c>handshake_failure</c>, <c>handshake failure</c>; null for any other text.</summary>
    public static AlertDescription? Alert(string text)
    {
        string name = text.Trim().Trim('"').ToLowerInvariant().Replace(' ', '_');
        return AlertDescription.TryParse(name, out AlertDescription alert) ? alert : null;
    }

    /// <summary>A group; null for an unknown name.</summary>
    public static NamedGroup? Group(string text) => NamedGroup.TryParse(text.Trim().Trim('"'), out NamedGroup group) ? group : null;

    /// <summary>A signature scheme by its registered name or Java's; null for an unknown name.</summary>
    public static SignatureScheme? Scheme(string text)
    {
        string name = text.Trim().Trim('"');
        return SignatureScheme.TryParse(name, out SignatureScheme scheme) || SignatureScheme.TryParse(name.Replace("rsa_", "rsa_pkcs1_"), out scheme)
            ? scheme
            : null;
    }

    /// <summary>Reads a list; null where one of its parts is not understood, so that nobody takes the rest for the whole.</summary>
    public static IReadOnlyList<T>? All<T>(string list, Func<string, T?> read)
        where T : struct
    {
        T?[] parts = [.. list.Split([','], StringSplitOptions.RemoveEmptyEntries).Select(part => part.Trim()).Where(part => part.Length > 0).Select(read)];
        return Array.TrueForAll(parts, part => part is not null) ? [.. parts.OfType<T>()] : null;
    }

    /// <summary>Bytes in hex; null for any other text.</summary>
    public static byte[]? Bytes(string text)
    {
        string digits = text.Replace(" ", string.Empty).Replace(":", string.Empty).ToLowerInvariant();
        byte[] bytes = new byte[digits.Length / 2];
        for (int index = 0; index < digits.Length; index++)
        {
            int digit = HexDigits.IndexOf(digits[index]);
            if (digit < 0 || digits.Length % 2 != 0)
            {
                return null;
            }

            bytes[index / 2] = (byte)((bytes[index / 2] << 4) | digit);
        }

        return bytes;
    }

    /// <summary>
    /// A time with its distance to UTC, <c>2026-11-21 01:49:13.553 UTC</c>; null without one, since nobody knows where the log was
    /// written, and for names of zones, which mean different things in different places.
    /// </summary>
    public static CaptureTime? Time(string text)
    {
        Match match = s_time.Match(text);
        if (!match.Success)
        {
            return null;
        }

        // Java's format counts the hours from 1 to 24.
        int Number(string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
        int hour = Number("hour") % 24;
        string fraction = match.Groups["fraction"].Value;
        int offset = match.Groups["sign"].Success ? ((Number("zoneHours") * 60) + Number("zoneMinutes")) * (match.Groups["sign"].Value == "-" ? -1 : 1) : 0;
        string day = $"{match.Groups["year"].Value}-{match.Groups["month"].Value}-{match.Groups["day"].Value}";
        if (!DateTime.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime date)
            || Number("minute") > 59 || Number("second") > 59)
        {
            return null;
        }

        DateTime time = date.AddHours(hour).AddMinutes(Number("minute") - offset).AddSeconds(Number("second"));
        long nanoseconds = (time.Ticks - s_epoch.Ticks) * 100;
        nanoseconds += fraction.Length == 0 ? 0 : long.Parse(fraction.PadRight(9, '0'), CultureInfo.InvariantCulture);
        return new CaptureTime(nanoseconds, (byte)fraction.Length);
    }

    private const string HexDigits = "0123456789abcdef";
    private static readonly DateTime s_epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly Regex s_code = new(@"\(0x([0-9A-Fa-f]{4})\)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_time = new(
        @"^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[ T](?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)([.,](?<fraction>\d{1,9}))? ?(UTC|GMT|Z|(?<sign>[+-])(?<zoneHours>\d\d):?(?<zoneMinutes>\d\d))",
        RegexOptions.CultureInvariant);
}
