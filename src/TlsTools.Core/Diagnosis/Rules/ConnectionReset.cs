using System;
using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>An end, or something in its name, reset the connection before the handshake was complete.</summary>
internal sealed class ConnectionReset : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ConnectionReset), Severity.Failure, "RFC 9293, 3.5.2; RFC 8446, 6.1");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (!examined.HasFailed
            || examined.Handshake is { Connected: false, EndedBySide: Side.Server } or { Refusal: not null }
            || examined.Sign is not { Kind: FailureKind.Reset, Sender: { } sender } sign)
        {
            return [];
        }

        Confidence confidence = sign.Stage <= FailureStage.ServerAnswers ? Confidence.Likely : Confidence.Possible;
        if (confidence == Confidence.Possible && examined.IsExplained)
        {
            // Another rule has told why; that it ended so is among its evidence.
            return [];
        }

        bool byServer = sender == Side.Server;
        return [Info.Found(
            byServer ? FindingSubject.Server : FindingSubject.Client,
            confidence,
            $"{(byServer ? "The server, or a device in its name," : "The client, or a device in its name,")} reset the TCP connection {StageText.Of(sign.Stage)}{AfterWaiting(sign)} and sent no alert.{Hint(examined, sign)}",
            ClosingEvidence.Of(examined, sign))];
    }

    private static string AfterWaiting(FailureSign sign) => sign.Waited is { } waited && waited >= s_long ? $", {StageText.Of(waited)} later," : string.Empty;

    private static string Hint(DiagnosisCase examined, FailureSign sign) => sign switch
    {
        { Sender: Side.Server, Stage: FailureStage.ServerAnswers } when ClosingEvidence.SplitHello(examined) is { } hello =>
            $" The ClientHello of {hello.Length} bytes needed more than one packet, which some firewalls and load balancers do not take.",
        { Sender: Side.Server, Stage: FailureStage.ServerJudges } => " An alert that said why is possibly lost: a reset overtakes what was sent before it.",
        _ => string.Empty,
    };

    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(1);
}
