using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using TlsTools.Capture;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Logs;

/// <summary>Reads the reason of a failure that programs write in a line: an alert of the other end, its leaving, or words of their own.</summary>
internal static class LogReasons
{
    /// <summary>Adds what a reason tells to a connection, which has failed by it.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="self">The end that wrote it; null where that is not told.</param>
    /// <param name="reason">What it wrote.</param>
    /// <param name="line">The line.</param>
    /// <param name="time">When.</param>
    public static void Add(LogConnection connection, Side? self, string reason, long line, CaptureTime? time)
    {
        Side? peer = Other(self);
        connection.HasFailed = true;
        if (ReceivedAlert(reason) is { } alert)
        {
            // The alert is the other end's word; the text only repeats it.
            connection.AddAlert(peer, "fatal", alert, line, time);
            return;
        }

        if (s_reset.IsMatch(reason))
        {
            connection.EndBy(ConnectionEnding.Reset, peer, time);
        }
        else if (s_closed.IsMatch(reason))
        {
            connection.EndBy(ConnectionEnding.Fin, peer, time);
        }
        else if (s_timeout.IsMatch(reason))
        {
            connection.EndBy(ConnectionEnding.Timeout, peer, time);
        }

        connection.State(self, reason, line, time);
    }

    /// <summary>The alert that the other end sent, as OpenSSL's and Java's error texts name it; null for any other text.</summary>
    public static AlertDescription? ReceivedAlert(string text)
    {
        if (s_number.Match(text) is { Success: true } number && byte.TryParse(number.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out byte code))
        {
            return new AlertDescription(code);
        }

        return s_name.Match(text) is { Success: true } name ? LogNames.Alert(name.Groups["alert"].Value) : null;
    }

    /// <summary>The other end.</summary>
    public static Side? Other(Side? side) => side switch { Side.Client => Side.Server, Side.Server => Side.Client, _ => null };

    /// <summary>An address with its port, <c>192.0.2.1:443</c> or <c>[2001:db8::1]:443</c>; null for any other text, also for names.</summary>
    public static IPEndPoint? Endpoint(string text) =>
        s_endpoint.Match(text.Trim()) is { Success: true } match
        && IPAddress.TryParse(match.Groups["address"].Value, out IPAddress? address)
        && ushort.TryParse(match.Groups["port"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port)
            ? new IPEndPoint(address, port)
            : null;

    // OpenSSL names alerts that were received, by the version that had them first: "tlsv1 alert unknown ca", "sslv3 alert bad
    // certificate"; a few of them without the word.
    private static readonly Regex s_number = new(@"SSL alert number (\d+)", RegexOptions.CultureInvariant);
    private static readonly Regex s_name = new(
        @"(?:(?:sslv3|tlsv1|tlsv13|ssl/tls) alert |tlsv1 (?=unrecognized name|unsupported extension|bad certificate|certificate unobtainable)|Received fatal alert: )(?<alert>[a-z]+(?:[ _][a-z]+)*)",
        RegexOptions.CultureInvariant);
    private static readonly Regex s_reset = new("Connection reset|104:|ECONNRESET", RegexOptions.CultureInvariant);
    private static readonly Regex s_closed = new(
        "unexpected eof|EOF detected|closed connection|Connection closed during|terminated the handshake|Connection reset/closed|peer closed|SSL peer shut down incorrectly|Connection closed",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
    private static readonly Regex s_timeout = new("timed out|Timeout during", RegexOptions.CultureInvariant);
    private static readonly Regex s_endpoint = new(@"^\[?(?<address>[0-9A-Fa-f:.]+?)\]?:(?<port>\d{1,5})$", RegexOptions.CultureInvariant);
}
