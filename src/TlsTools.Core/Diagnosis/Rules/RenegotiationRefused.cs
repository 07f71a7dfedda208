using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>One end asked for another handshake on the same connection, the other did not go along, and that was the end.</summary>
internal sealed class RenegotiationRefused : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(RenegotiationRefused), Severity.Failure, "RFC 5246, 7.2.2 and 7.4.1.1") { IsForHealthy = true };

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined) => examined.RenegotiationRefusal is not { } refusal
        ? []
        :
        [
            Info.Found(
                refusal.Refuser == Side.Client ? FindingSubject.Client : FindingSubject.Server,
                refusal.Alert is { } alert && alert == AlertDescription.NoRenegotiation ? Confidence.Certain
                    : refusal.IsAnswered ? Confidence.Likely
                    : Confidence.Possible,
                $"The handshake was complete and the {Asker(refusal)}; {Answer(refusal)}, and that was the end of the connection.",
                refusal.Rests()),
        ];

    private static string Asker(RenegotiationRefusal refusal) => refusal.Refuser == Side.Client
        ? "server asked for another one on the same connection, as servers do that want a client certificate only for some requests"
        : "client began another one on the same connection";

    private static string Answer(RenegotiationRefusal refusal) => (refusal.Refuser == Side.Client ? "the client " : "the server ") + (refusal switch
    {
        { Alert: { } alert } => $"refused with the alert {alert}",
        { IsAnswered: true } => "answered with an alert, which is encrypted, and not with its part of a handshake",
        _ => "closed the connection instead of an answer",
    });
}
