using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis;

/// <summary>
/// What the last rules of the catalogue say where nothing explains an alert better than its own name: who sent it, when, and upon
/// which message of the other end.
/// </summary>
internal static class AlertReport
{
    /// <summary>The finding for an alert that nothing explains; none where it is another alert, or explained.</summary>
    /// <param name="examined">The handshake.</param>
    /// <param name="rule">The rule that speaks.</param>
    /// <param name="meaning">What the alert means, to follow upon the sentence that names it.</param>
    /// <param name="alerts">The alerts of the rule.</param>
    public static IEnumerable<RuleFinding> Of(DiagnosisCase examined, RuleInfo rule, string meaning, params IReadOnlyList<AlertDescription> alerts)
    {
        if (!examined.HasFailed || examined.IsExplained || examined.Sign is not { Kind: FailureKind.Alert, Sender: { } sender, Description: { } alert })
        {
            yield break;
        }

        bool isOfRule = false;
        for (int index = 0; index < alerts.Count; index++)
        {
            isOfRule |= alert == alerts[index];
        }

        if (!isOfRule)
        {
            yield break;
        }

        yield return Report(examined, rule, sender, Confidence.Certain, $"the alert {alert}", meaning);
    }

    /// <summary>
    /// The finding for an alert that cannot be read by which a server broke off its own part of the handshake; later ones are about
    /// certificates, and their rules speak of them.
    /// </summary>
    /// <param name="examined">The handshake.</param>
    /// <param name="rule">The rule that speaks.</param>
    public static IEnumerable<RuleFinding> OfEncrypted(DiagnosisCase examined, RuleInfo rule)
    {
        if (examined.HasFailed && !examined.IsExplained && examined.Sign is { Kind: FailureKind.EncryptedAlert, Sender: Side.Server, Stage: < FailureStage.ServerJudges })
        {
            yield return Report(examined, rule, Side.Server, Confidence.Likely, "an alert that is encrypted", "the server's log says why, or a capture with the session's keys");
        }
    }

    private static RuleFinding Report(DiagnosisCase examined, RuleInfo rule, Side sender, Confidence confidence, string alert, string meaning)
    {
        TlsMessage? before = LastOf(examined, sender == Side.Client ? Side.Server : Side.Client);

        // A log that names no message does not say that there was none.
        string when = before is not null ? $"after {NameOf(before)}"
            : examined.Sign.Evidence is { Packet: null, Line: not null } ? "after messages of which the log does not tell"
            : "before it had got anything of the other end";
        return rule.Found(
            sender == Side.Client ? FindingSubject.Client : FindingSubject.Server,
            confidence,
            $"The {NameOf(sender)} ended the handshake with {alert} {when}: {meaning}.",
            before is null ? [examined.Sign.Evidence] : [Evidence.Of(before), examined.Sign.Evidence]);
    }

    // The message of the other end that the alert answers.
    private static TlsMessage? LastOf(DiagnosisCase examined, Side sender)
    {
        TlsMessage? last = null;
        foreach (TlsMessage message in examined.Handshake.AllMessages)
        {
            if (message.Packet is long packet && packet > examined.Sign.Evidence.Packet)
            {
                break;
            }

            last = message.Sender == sender && message.Alert is null ? message : last;
        }

        return last;
    }

    private static string NameOf(TlsMessage message) =>
        $"the {NameOf(message.Sender)}'s {message.HandshakeType?.ToString() ?? message.Summary}";

    private static string NameOf(Side side) => side == Side.Client ? "client" : "server";
}
