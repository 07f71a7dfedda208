using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;

namespace TlsTools.Diagnosis;

/// <summary>Lets all rules examine a handshake and puts their findings in order.</summary>
internal static class Diagnostician
{
    /// <summary>The findings, with what the handshake's source had shown until the handshake ended.</summary>
    public static IReadOnlyList<Finding> Examine(TlsHandshake handshake) => Examine(new DiagnosisCase(handshake, handshake.HistoryPlace));

    /// <summary>The findings, with all that the handshake's source has shown so far, also after the handshake, and with what the user has.</summary>
    public static IReadOnlyList<Finding> ExamineWithAll(TlsHandshake handshake, DiagnosisInputs? inputs = null) =>
        Examine(new DiagnosisCase(handshake, int.MaxValue, inputs));

    private static List<Finding> Examine(DiagnosisCase examined)
    {
        List<RuleFinding> found = [];
        if (examined.Handshake.Statements.Count > 0 || examined.Handshake is { ClientHello: null, OfferedVersions: not null })
        {
            Add(found, ToldReasons.InWords(examined), examined);
        }

        foreach (IDiagnosisRule rule in examined.IsHealthy ? RuleCatalog.RulesForHealthy : RuleCatalog.Rules)
        {
            Add(found, rule.Examine(examined), examined);
        }

        if (!examined.IsHealthy)
        {
            Add(found, ToldReasons.OfBareAlert(examined), examined);
        }

        return found.ConvertAll(finding => ToFinding(finding, examined));
    }

    private static void Add(List<RuleFinding> found, IEnumerable<RuleFinding> findings, DiagnosisCase examined)
    {
        // Nearly all rules find nothing, and to walk through an empty array by its interface costs more than to know it.
        if (findings is RuleFinding[] { Length: 0 })
        {
            return;
        }

        foreach (RuleFinding finding in findings)
        {
            // What an end said in words and what follows from messages may be the same: the surer one stays, and what both rest on.
            int known = examined.Handshake.Statements.Count == 0 ? -1
                : found.FindIndex(other => other.Rule.Id == finding.Rule.Id && other.Severity == finding.Severity);
            if (known >= 0)
            {
                RuleFinding other = found[known];
                found.RemoveAt(known);
                RuleFinding surer = finding.Confidence > other.Confidence ? finding : other;
                Insert(found, surer with { Evidence = [.. surer.Evidence, .. (ReferenceEquals(surer, finding) ? other : finding).Evidence.Where(each => !surer.Evidence.Contains(each))] });
            }
            else
            {
                Insert(found, finding);
            }

            examined.IsExplained |= finding.Severity == Severity.Failure;
        }
    }

    // The most severe and most certain first; of equals that of the rule that stands first in the catalogue.
    private static void Insert(List<RuleFinding> found, RuleFinding finding)
    {
        int place = found.Count;
        while (place > 0 && IsBefore(finding, found[place - 1]))
        {
            place--;
        }

        found.Insert(place, finding);
    }

    private static bool IsBefore(RuleFinding one, RuleFinding other) =>
        one.Severity > other.Severity || (one.Severity == other.Severity && one.Confidence > other.Confidence);

    private static Finding ToFinding(RuleFinding found, DiagnosisCase examined)
    {
        RulePage page = RulePage.Of(found.Rule.Id);
        StackGuess? stack = found.Subject switch
        {
            _ when !page.HasProducts => null,
            FindingSubject.Client => examined.ClientStack,
            FindingSubject.Server => examined.ServerStack,
            _ => null,
        };
        bool isChosen = stack is not null && page.IsChosenBy(stack);
        return new Finding
        {
            Id = found.Rule.Id,
            Severity = found.Severity,
            Confidence = found.Confidence,
            Subject = found.Subject,
            Message = found.Message,
            Remedy = page.RemedyFor(stack),
            Reference = $"{RulePage.Address(found.Rule.Id)} ({found.Rule.Clause})",
            
            // What chose the products of the remedy is named, so that the reader can judge it.
            Evidence = isChosen ? [.. found.Evidence, stack!.Evidence] : found.Evidence,
            Handshake = examined.Handshake,
        };
    }
}
