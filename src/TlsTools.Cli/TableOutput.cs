using System;
using System.Globalization;
using TlsTools.Handshakes;
using TlsTools.Reports;

namespace TlsTools.Cli;

/// <summary>
/// One line for a handshake, under the name of the capture that it is from: which connection, how did it end, why. Where
/// there is little room, the time goes, and the server's name stands in place of its address: the result is what one came for.
/// </summary>
internal sealed class TableOutput(TextScreen screen) : IHandshakeOutput
{
    private readonly bool _isNarrow = screen.Width < WideWidth;
    private readonly int _nameWidth = Math.Clamp((screen.Width - WideFixedWidth) / 2, 12, 40);
    private string? _source;

    public void Write(TlsHandshake handshake)
    {
        Begin(handshake.Source);
        string line = Line(
            handshake.Number.ToString(CultureInfo.InvariantCulture),
            HandshakeText.TimeOfDay(handshake.StartTime),
            handshake.Client?.ToString(),
            _isNarrow && handshake is { ServerName: { } name, Server: { } server } ? $"{name}:{server.Port}" : handshake.Server?.ToString(),
            handshake.ServerName,
            handshake.Version?.ToString());
        screen.Write(line);
        string result = HandshakeText.Result(handshake);
        int room = screen.Width - line.Length;
        screen.Write(result.Length <= room ? result : TextScreen.Fit(result, room), Colour(handshake));
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

    private string Line(string number, string time, string? client, string? server, string? name, string? version) => _isNarrow
        ? number.PadLeft(NumberWidth) + " "
            + TextScreen.Fit(client, NarrowClientWidth) + " "
            + TextScreen.Fit(server, NarrowServerWidth) + " "
            + TextScreen.Fit(version, VersionWidth) + " "
        : number.PadLeft(NumberWidth) + " "
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
    private const int WideFixedWidth = NumberWidth + TimeWidth + EndPointWidth + EndPointWidth + VersionWidth + SpacesBetween + ResultWidth;

    // Leaves the result 28 characters beside a name of 12.
    private const int WideWidth = 112;
    private const int NarrowClientWidth = 15;
    private const int NarrowServerWidth = 19;
}
