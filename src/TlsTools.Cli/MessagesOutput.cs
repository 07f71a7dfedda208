using System;
using System.Globalization;
using System.Linq;
using TlsTools.Capture;
using TlsTools.Handshakes;
using TlsTools.Reports;
using TlsTools.Tls;

namespace TlsTools.Cli;

/// <summary>The walk through a handshake, packet by packet, as one reads it in Wireshark.</summary>
internal sealed class MessagesOutput(TextScreen screen) : IHandshakeOutput
{
    private bool _isFurther;

    public void Write(TlsHandshake handshake)
    {
        if (_isFurther)
        {
            screen.WriteLine();
        }

        _isFurther = true;
        string name = handshake.ServerName is { } serverName ? $" ({serverName})" : "";
        screen.Write($"{handshake.Source} #{handshake.Number}: {handshake.Client?.ToString() ?? "client"} > {handshake.Server?.ToString() ?? "server"}{name}", ConsoleColor.White);
        screen.WriteLine();
        string negotiated = string.Join(' ', new[] { handshake.Carrier, handshake.Version?.ToString(), handshake.CipherSuite?.ToString() }.OfType<string>());
        screen.Write($"{handshake.StartTimestamp} {negotiated}: {HandshakeText.Result(handshake)}");
        screen.WriteLine();
        if (handshake.Messages.Count == 0)
        {
            return;
        }

        screen.Write(Line(handshake.Messages[0].Line is null ? "Packet" : "Line", "Seconds", "Direction", "Content type", "Version", "Length", "Message"), ConsoleColor.DarkGray);
        screen.WriteLine();
        foreach (TlsMessage message in handshake.Messages)
        {
            WriteMessage(message, handshake.StartTimestamp);
        }
    }

    public void Flush() => screen.Flush();

    private void WriteMessage(TlsMessage message, CaptureTime? start)
    {
        string seconds = message.Timestamp is { } time && start is { } first
            ? time.Since(first).TotalSeconds.ToString("F6", CultureInfo.InvariantCulture)
            : "";
        string line = Line(
            (message.Packet ?? message.Line)?.ToString(CultureInfo.InvariantCulture) ?? "",
            seconds,
            message.Sender == Side.Client ? "C > S" : "C < S",
            message.ContentType?.ToString() ?? "",
            message.Version?.ToString() ?? "",
            message.Length?.ToString(CultureInfo.InvariantCulture) ?? "",
            message.Summary);
        if (message.ContentType == ContentType.Alert)
        {
            screen.Write(line, ConsoleColor.Yellow);
        }
        else
        {
            screen.Write(line);
        }

        screen.WriteLine();
    }

    private static string Line(string packet, string seconds, string direction, string type, string version, string length, string message) =>
        $"{packet,8} {seconds,12}  {TextScreen.Fit(direction, 9)} {TextScreen.Fit(type, 18)} {TextScreen.Fit(version, 7)} {length,8}  {message}";
}
