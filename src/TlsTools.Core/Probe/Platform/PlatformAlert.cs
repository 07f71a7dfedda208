using System;
using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;
using TlsTools.Tls;

namespace TlsTools.Probe.Platform;

/// <summary>Reads the server's alert from what the platform's TLS says of its failure, because in TLS 1.3 the alert itself is encrypted.</summary>
internal static class PlatformAlert
{
    /// <summary>The alert; <see langword="null"/> where the failure names none.</summary>
    public static AlertDescription? Find(Exception? failure)
    {
        for (Exception? reason = failure; reason is not null; reason = reason.InnerException)
        {
            if (FromOpenSsl(reason.Message) is { } named)
            {
                return named;
            }

            if (reason is Win32Exception refused && FromWindows(refused.NativeErrorCode) is { } known)
            {
                return known;
            }
        }

        return null;
    }

    // error:0A000418:SSL routines::tlsv1 alert unknown ca: library 20, and as reason 1000 and the number of the alert.
    private static AlertDescription? FromOpenSsl(string message)
    {
        Match match = s_openSsl.Match(message);
        return match.Success
            && int.Parse(match.Groups["reason"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture) - AlertBase is >= 0 and <= byte.MaxValue and int code
            ? new AlertDescription((byte)code)
            : null;
    }

    // What Schannel makes of an alert. It has one number for several of them; then the name stays open.
    private static AlertDescription? FromWindows(int code) => unchecked((uint)code) switch
    {
        0x80090325 => AlertDescription.UnknownCa,
        0x80090327 => AlertDescription.CertificateUnknown,
        0x80090328 => AlertDescription.CertificateExpired,
        0x80092010 => AlertDescription.CertificateRevoked,
        _ => null,
    };

    private const int AlertBase = 1000;
    private static readonly Regex s_openSsl = new("error:0A000(?<reason>[0-9A-F]{3}):", RegexOptions.CultureInvariant);
}
