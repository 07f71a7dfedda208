using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>An alert stands before the ClientHello: it belongs to an older connection on the same addresses and ports.</summary>
internal sealed class AlertOfEarlierConnection : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(AlertOfEarlierConnection), Severity.Information, "RFC 9293, 3.4.3; RFC 5246, 7.3");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        TlsHandshake handshake = examined.Handshake;
        if (handshake.Alerts.Count == 0 || handshake.Alerts[0] is not { } alert || handshake.Messages is not [{ Alert: not null } first, ..] || handshake.ClientHello is null)
        {
            return [];
        }

        if (alert is { Sender: Side.Server, Level: "fatal" })
        {
            return [];
        }

        return [Info.Found(
            FindingSubject.Capture,
            Confidence.Certain,
            $"The alert of the {(alert.Sender == Side.Client ? "client" : "server")} in front of the ClientHello belongs to an older connection on the same addresses and ports, not to this handshake.",
            Evidence.Of(first))];
    }
}
