using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>An encrypted alert at the end of a connection that worked: the way in which TLS says goodbye.</summary>
internal sealed class OrderlyClose : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(OrderlyClose), Severity.Information, "RFC 5246, 7.2.1");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        TlsHandshake handshake = examined.Handshake;
        if (handshake.Outcome != HandshakeOutcome.Completed || handshake.EndedBy != ConnectionEnding.CloseNotify || handshake.Alerts.Count == 0 || FindClosing(handshake) is not { } closing || examined.RenegotiationRefusal is not null)
        {
            return [];
        }

        // Where no data flowed, this may be how an end refuses the other: curl so leaves a server whose name does not fit.
        bool hasWorked = handshake.Phase == HandshakePhase.ApplicationData && !handshake.IsUnanswered;
        return [Info.Found(
            closing.Sender == Side.Client ? FindingSubject.Client : FindingSubject.Server,
            hasWorked ? Confidence.Likely : Confidence.Possible,
            $"The {(closing.Sender == Side.Client ? "client" : "server")} ended the connection with an encrypted alert after the handshake was complete. {(hasWorked ? "There it is close_notify, the orderly end of a connection, and no error." : "There it is most often close_notify, the orderly end; as no answer had come before it, it can also be how one end refuses the other.")}",
            Evidence.Of(closing))];
    }

    private static TlsAlert? FindClosing(TlsHandshake handshake)
    {
        foreach (TlsAlert alert in handshake.Alerts)
        {
            if (alert is { Encrypted: true, Decrypted: false } && alert.Packet == handshake.EndPacket)
            {
                return alert;
            }
        }

        return null;
    }
}
