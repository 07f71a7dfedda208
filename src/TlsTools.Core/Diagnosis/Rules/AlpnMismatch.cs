using System.Collections.Generic;
using System.Linq;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>Client and server have no application protocol (ALPN) in common.</summary>
internal sealed class AlpnMismatch : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(AlpnMismatch), Severity.Failure, "RFC 7301, 3.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (!examined.HasFailed
            || examined.Sign.Description is not { } alert
            || alert != AlertDescription.NoApplicationProtocol
            || examined.Handshake.ClientHello is not { } hello)
        {
            return [];
        }

        string offered = hello.AlpnProtocols.Count > 0 ? $"The client offered {string.Join(", ", hello.AlpnProtocols)} as application protocol (ALPN)" : "The client offered no application protocol (ALPN)";
        bool isClient = examined.Sign.Sender == Side.Client;
        string elsewhere = string.Join(", ", examined.Elsewhere.Select(other => other.Alpn).Where(name => name is not null).Distinct());
        string proof = elsewhere.Length > 0 ? $" In other handshakes the server chose {elsewhere}." : string.Empty;
        return [Info.Found(
            isClient ? FindingSubject.Server : FindingSubject.Client,
            Confidence.Certain,
            isClient
                ? $"{offered}, and it refused what the server chose with the alert no_application_protocol."
                : $"{offered}, and the server speaks none of it, as its alert no_application_protocol says.{proof}",
            examined.EvidenceOf(hello, "application_layer_protocol_negotiation"),
            examined.Sign.Evidence)];
    }
}
