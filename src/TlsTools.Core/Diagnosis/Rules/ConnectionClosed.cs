using System;
using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>An end closed the connection before the handshake was complete and did not say why.</summary>
internal sealed class ConnectionClosed : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ConnectionClosed), Severity.Failure, "RFC 8446, 6.1; RFC 5246, 7.2.1");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (!examined.HasFailed || examined.Handshake.Refusal is not null || examined.Sign is not { Sender: { } sender } sign || !IsClosing(sign))
        {
            return [];
        }

        Confidence confidence = sign is { Kind: FailureKind.Fin, Sender: Side.Server, Stage: <= FailureStage.ServerAnswers } ? Confidence.Likely : Confidence.Possible;
        if (confidence == Confidence.Possible && examined.IsExplained)
        {
            // Another rule has told why; that it ended so is among its evidence.
            return [];
        }

        bool byServer = sender == Side.Server;
        return [Info.Found(
            byServer ? FindingSubject.Server : FindingSubject.Client,
            confidence,
            $"The {(byServer ? "server" : "client")} closed the connection {StageText.Of(sign.Stage)}{AfterWaiting(sign)}{How(sign)}.{Hint(examined, sign)}",
            ClosingEvidence.Of(examined, sign))];
    }

    private static bool IsClosing(FailureSign sign) => sign.Kind == FailureKind.Fin || sign.Description is { } given && given.Equals(AlertDescription.CloseNotify);

    private static string AfterWaiting(FailureSign sign) => sign.Waited is { } waited && waited >= s_long ? $", {StageText.Of(waited)} later," : string.Empty;

    private static string How(FailureSign sign) => sign.Kind == FailureKind.Fin ? " and sent no alert" : " with close_notify, without saying why";

    private static string Hint(DiagnosisCase examined, FailureSign sign) => (sign, examined.Handshake) switch
    {
        ({ Stage: FailureStage.BeforeHello }, { Carrier: not "Tcp" and { } carrier }) => $" Both ends had agreed on TLS by way of {carrier}.",
        ({ Stage: FailureStage.BeforeHello, Sender: Side.Client }, _) =>
            " Monitors do that that only look whether the port is open, and clients whose own settings leave them no version or cipher suite.",
        _ => string.Empty,
    } + Effect(examined, sign);

    private static string Effect(DiagnosisCase examined, FailureSign sign)
    {
        foreach (TlsAlert alert in examined.Handshake.Alerts)
        {
            if (alert.Sender != sign.Sender && alert.Packet > sign.Evidence.Packet && alert.Description is { } description)
            {
                return $" The {(alert.Sender == Side.Client ? "client" : "server")}'s alert {description} came after that and is its effect.";
            }
        }

        return string.Empty;
    }

    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(1);
}
