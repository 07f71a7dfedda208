using System;
using System.Globalization;
using TlsTools.Handshakes;
using TlsTools.Reports;

namespace TlsTools.Cli;

/// <summary>One line for a handshake, under the name of the capture that it is from: which connection, how did it end, why.</summary>
internal sealed class TableOutput(TextScreen screen) : IHandshakeOutput
{
    private readonly int _nameWidth = Math.Clamp((screen.Width - FixedWidth) / 2, 12, 40);
    private string? _source;

    public void Write(TlsHandshake handshake)
    {
        Begin(handshake.Source);
        screen.Write(Line(
            handshake.Number.ToString(CultureInfo.InvariantCulture),
            HandshakeText.TimeOfDay(handshake.StartTime),
            handshake.Client?.ToString(),
            handshake.Server?.ToString(),
            handshake.ServerName,
            handshake.Version?.ToString()));
        screen.Write(HandshakeText.Result(handshake), Colour(handshake));
        screen.WriteLine();
    }

    public void Flush() => screen.Flush();

    private void Begin(string? source)
    {
        if (_source == source)
        {
            return;
        }

        if (_source is not null)
        {
            screen.WriteLine();
        }

        _source = source;
        screen.Write(source ?? "", ConsoleColor.White);
        screen.WriteLine();
        screen.Write(Line("#", "Time (UTC)", "Client", "Server", "Server name", "Version") + "Result", ConsoleColor.DarkGray);
        screen.WriteLine();
    }

    private string Line(string number, string time, string? client, string? server, string? name, string? version) =>
        number.PadLeft(NumberWidth) + " "
        + TextScreen.Fit(time, TimeWidth) + " "
        + TextScreen.Fit(client, EndPointWidth) + " "
        + TextScreen.Fit(server, EndPointWidth) + " "
        + TextScreen.Fit(name, _nameWidth) + " "
        + TextScreen.Fit(version, VersionWidth) + " ";

    private static ConsoleColor Colour(TlsHandshake handshake) => handshake switch
    {
        { Outcome: HandshakeOutcome.Failed } => ConsoleColor.Red,
        { Outcome: HandshakeOutcome.Incomplete } or { Alert: not null } => ConsoleColor.Yellow,
        _ => ConsoleColor.Green,
    };

    private const int NumberWidth = 5;
    private const int TimeWidth = 12;
    private const int EndPointWidth = 21;
    private const int VersionWidth = 7;
    private const int SpacesBetween = 6;
    private const int ResultWidth = 16;
    private const int FixedWidth = NumberWidth + TimeWidth + EndPointWidth + EndPointWidth + VersionWidth + SpacesBetween + ResultWidth;
}
