using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>An end refused the handshake with an alert that gives no reason, and nothing visible gives one.</summary>
internal sealed class HandshakeFailureUnspecified : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(HandshakeFailureUnspecified), Severity.Failure, "RFC 5246, 7.2.2; RFC 8446, 6.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.Sign.Kind == FailureKind.EncryptedAlert)
        {
            return AlertReport.OfEncrypted(examined, Info);
        }

        string meaning = examined.HasFailed && !examined.IsExplained && examined.Offer.IsRefused
            ? $"the alert gives no reason, and the offer gives none either ({examined.Offer.Excluded}); what is left is what only the server knows, such as a name that it does not serve, no usable certificate, or a rule of its own"
            : "the alert gives no reason, and nothing that can be seen gives one";
        return AlertReport.Of(examined, Info, meaning, AlertDescription.HandshakeFailure, AlertDescription.InsufficientSecurity, AlertDescription.ExportRestriction);
    }
}
