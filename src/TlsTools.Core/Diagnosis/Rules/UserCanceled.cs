using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>An end broke the handshake off for a reason of its own, such as a person who closed the prompt for a certificate.</summary>
internal sealed class UserCanceled : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(UserCanceled), Severity.Failure, "RFC 8446, 6.1");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        // In a handshake that is complete it is how Java closes a connection of TLS 1.3.
        if (!examined.HasFailed || examined.Handshake.Alert is not { } alert || alert.Code != AlertDescription.UserCanceled.Code)
        {
            return [];
        }

        bool isClient = alert.Sender == Side.Client;
        string prompt = isClient && examined.Handshake.CertificateRequest is not null
            ? " The server had asked for a client certificate: most likely somebody closed the prompt for it, or for its PIN."
            : string.Empty;
        return [Info.Found(
            isClient ? FindingSubject.Client : FindingSubject.Server,
            Confidence.Certain,
            $"The {(isClient ? "client" : "server")} broke off the handshake with the alert user_canceled, for a reason that has nothing to do with TLS.{prompt}",
            Evidence.Of(alert))];
    }
}
