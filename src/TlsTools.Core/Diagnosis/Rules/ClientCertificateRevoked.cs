using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server said that the client's certificate is revoked.</summary>
internal sealed class ClientCertificateRevoked : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ClientCertificateRevoked), Severity.Failure, "RFC 5280, 5; RFC 5246, 7.2.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.ClientRefusal is not { IsEmpty: false } refusal || !refusal.Says(AlertDescription.CertificateRevoked))
        {
            return [];
        }

        string which = refusal.Chain is { } chain ? $"'{chain.Leaf}' (serial number {chain.Leaf.SerialNumber}) or an authority above it" : "it or an authority above it";
        return [Info.Found(
            FindingSubject.Client,
            Confidence.Certain,
            $"The server refused the client's certificate as revoked: its issuer has withdrawn {which}. The server ended the handshake with the alert certificate_revoked.",
            refusal.Chain?.Evidence ?? refusal.Sign.Evidence,
            refusal.Sign.Evidence)];
    }
}
