using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Reports;

namespace TlsTools.Commands;

/// <summary>What the views in TlsTools.Format.ps1xml show, in colour where the shell can do so.</summary>
public static class HandshakeView
{
    /// <summary>How the attempt ended and why.</summary>
    /// <param name="handshake">The attempt.</param>
    /// <param name="style">
    /// The shell's <c>$PSStyle</c>. A shell that has it takes colours out again where the output is no terminal;
    /// where it is <see langword="null"/> there are none.
    /// </param>
    public static string Result(TlsHandshake handshake, object? style) => Coloured(HandshakeText.Result(handshake), handshake, style);

    /// <summary>How the attempt ended, and in a line of its own the cause where there is one, for a narrow column.</summary>
    /// <param name="handshake">The attempt.</param>
    /// <param name="style">As in <see cref="Result"/>.</param>
    public static string ResultAndCause(TlsHandshake handshake, object? style)
    {
        // Left to itself, PowerShell breaks lines within words.
        IEnumerable<string> lines = DiagnosisText.Wrap(HandshakeText.Result(handshake), string.Empty, string.Empty, ResultWidth);
        return string.Join("\n", (handshake.Cause is { } cause ? lines.Append(cause) : lines).Select(line => Coloured(line, handshake, style)));
    }

    /// <summary>
    /// Who spoke with whom: in one line where the table has room for it, else in two, and in the narrowest tables with the
    /// server's name in place of its address.
    /// </summary>
    /// <param name="client">The client's address and port; empty where they are not known.</param>
    /// <param name="server">The server's.</param>
    /// <param name="serverName">The name that the client asked for; empty where it asked for none.</param>
    /// <param name="width">Characters in a line of the shell; as in <see cref="Paragraph"/>.</param>
    public static string Connection(string client, string server, string serverName, int width)
    {
        if (server.Length + serverName.Length == 0)
        {
            return client;
        }

        if (client.Length + server.Length == 0)
        {
            return $"→ {serverName}";
        }

        int room = Math.Max(width > NarrowestWidth ? width : UsualWidth, NarrowestTable) - OtherColumns;
        string named = serverName.Length == 0 ? server : server.Length == 0 ? serverName : $"{server} ({serverName})";
        string line = $"{client.PadRight(EndPointWidth)} → {named}";
        if (line.Length <= room)
        {
            return line;
        }

        string port = server.Substring(server.LastIndexOf(':') + 1);
        string target = named.Length + 2 <= room || server.Length == 0 || serverName.Length == 0 ? named : $"{serverName}:{port}";
        return client.Length == 0 ? $"→ {target}" : $"{client}\n→ {target}";
    }

    /// <summary>How much a finding matters.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="style">As in <see cref="Result"/>.</param>
    public static string Severity(Finding finding, object? style)
    {
        string text = finding.Severity.ToString();
        return style is null ? text : $"\u001b[{Colour(finding.Severity)}m{text}\u001b[0m";
    }

    /// <summary>A text in lines that end between words.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">Characters in a line; what a shell without a window says, 0 or less, means a usual one.</param>
    public static string Paragraph(string text, int width) =>
        string.Join("\n", DiagnosisText.Wrap(text, string.Empty, string.Empty, width > NarrowestWidth ? width : UsualWidth));

    private static string Coloured(string text, TlsHandshake handshake, object? style) =>
        style is null ? text : $"\u001b[{Colour(handshake)}m{text}\u001b[0m";

    private static string Colour(Severity severity) => severity switch
    {
        Diagnosis.Severity.Failure => Red,
        Diagnosis.Severity.Warning => Yellow,
        _ => Green,
    };

    private static string Colour(TlsHandshake handshake) => handshake switch
    {
        { Outcome: HandshakeOutcome.Failed } => Red,
        { Outcome: HandshakeOutcome.Incomplete } or { Alert: not null } => Yellow,
        _ => Green,
    };

    private const int NarrowestWidth = 10;
    private const int UsualWidth = 75;

    // The other columns of the table in TlsTools.Format.ps1xml: number, time, version, result, and what stands between columns.
    private const int OtherColumns = 57;
    private const int NarrowestTable = 80;
    private const int ResultWidth = 28;

    // An IPv4 address with a port.
    private const int EndPointWidth = 21;
    private const string Red = "31";
    private const string Green = "32";
    private const string Yellow = "33";
}
