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
    public static string Result(TlsHandshake handshake, object? style)
    {
        string text = HandshakeText.Result(handshake);
        return style is null ? text : $"\u001b[{Colour(handshake)}m{text}\u001b[0m";
    }

    /// <summary>How the attempt ended, and in a second line the cause where there is one.</summary>
    /// <param name="handshake">The attempt.</param>
    /// <param name="style">As in <see cref="Result"/>.</param>
    public static string ResultAndCause(TlsHandshake handshake, object? style) =>
        handshake.Cause is not { } cause ? Result(handshake, style)
        : style is null ? $"{Result(handshake, style)}\n{cause}"
        : $"{Result(handshake, style)}\n\u001b[{Colour(handshake)}m{cause}\u001b[0m";

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

    private const int NarrowestWidth = 20;
    private const int UsualWidth = 75;
    private const string Red = "31";
    private const string Green = "32";
    private const string Yellow = "33";
}
