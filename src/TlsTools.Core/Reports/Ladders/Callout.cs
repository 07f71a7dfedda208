using System.Collections.Generic;
using System.Linq;
using TlsTools.Diagnosis;

namespace TlsTools.Reports.Ladders;

/// <summary>What stands beside the row at which a handshake broke: the cause, and the first things to do.</summary>
internal static class Callout
{
    /// <summary>What it says in one line, for instance <c>BROKE HERE: ClientCertificateMissing (certain)</c>.</summary>
    public static string Title(Ladder ladder) =>
        ladder.Finding is { } finding ? $"BROKE HERE: {finding.Id} ({finding.Confidence.ToString().ToLowerInvariant()})" : "BROKE HERE";

    /// <summary>The first steps of the remedy, those that are the same everywhere before those of a product.</summary>
    public static IEnumerable<RemedyStep> Steps(Finding finding) => finding.Remedy.OrderBy(step => step.Product is null ? 0 : 1).Take(MostSteps);

    /// <summary>All of it in lines.</summary>
    /// <param name="ladder">The ladder.</param>
    /// <param name="width">Characters in a line.</param>
    public static IEnumerable<(string Text, TextTone Tone)> Lines(Ladder ladder, int width)
    {
        foreach (string line in Wrap($"× {Title(ladder)}", width))
        {
            yield return (line, TextTone.Broken);
        }

        if (ladder.Finding is not { } finding)
        {
            yield break;
        }

        foreach (string line in Wrap(finding.Message, width))
        {
            yield return (line, TextTone.Plain);
        }

        foreach (RemedyStep step in Steps(finding))
        {
            string before = "Do: ";
            foreach (string line in Wrap(step.ToString(), width - before.Length))
            {
                yield return (before + line, TextTone.Plain);
                before = "    ";
            }
        }
    }

    private static IReadOnlyList<string> Wrap(string text, int width) => TextWrap.Lines(SafeText.Of(text), width, part => SafeText.Cells(part));

    // The rest is a page long: Get-TlsDiagnosis has it.
    private const int MostSteps = 2;
}
