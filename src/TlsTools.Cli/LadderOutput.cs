using System;
using System.Collections.Generic;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Reports.Ladders;

namespace TlsTools.Cli;

/// <summary>Handshakes as ladders, each as soon as it was diagnosed.</summary>
/// <param name="screen">Takes them.</param>
/// <param name="width">Characters in a line.</param>
/// <param name="number">The only handshake of each source that is wanted, or null for all.</param>
internal sealed class LadderOutput(TextScreen screen, int width, int? number) : IHandshakeOutput
{
    private DiagnosisSession _session = new();
    private bool _isFurther;

    public void Write(TlsHandshake handshake) => Show(_session.Add(handshake));

    public void EndSource()
    {
        Show(_session.Complete());
        _session = new DiagnosisSession();
    }

    public void Flush() => screen.Flush();

    private void Show(IEnumerable<HandshakeDiagnosis> diagnoses)
    {
        foreach (HandshakeDiagnosis diagnosis in diagnoses)
        {
            if (number is null || diagnosis.Handshake.Number == number)
            {
                Show(Ladder.Of(diagnosis.Handshake, diagnosis.Findings));
            }
        }
    }

    private void Show(Ladder ladder)
    {
        if (_isFurther)
        {
            screen.WriteLine();
        }

        _isFurther = true;
        foreach (IReadOnlyList<TextSpan> line in LadderText.Lines(ladder, width))
        {
            foreach (TextSpan span in line)
            {
                if (Colour(span.Tone) is { } colour)
                {
                    screen.Write(span.Text, colour);
                }
                else
                {
                    screen.Write(span.Text);
                }
            }

            screen.WriteLine();
        }
    }

    private static ConsoleColor? Colour(TextTone tone) => tone switch
    {
        TextTone.Strong => ConsoleColor.White,
        TextTone.Faint => ConsoleColor.DarkGray,
        TextTone.Inferred => ConsoleColor.Cyan,
        TextTone.Broken => ConsoleColor.Red,
        TextTone.Good => ConsoleColor.Green,
        _ => null,
    };
}
