using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The client began TLS at a port where the server speaks plaintext.</summary>
internal sealed class ServerNotTls : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ServerNotTls), Severity.Failure, "RFC 8446, 5.1");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        TlsHandshake handshake = examined.Handshake;
        if (handshake.Outcome == HandshakeOutcome.Completed
            || handshake.ClientHello is not { } hello
            || examined.Sign is not { Kind: FailureKind.Plaintext, Sender: Side.Server, Evidence: { } said }
            || handshake.Plaintext is not { } plaintext)
        {
            return [];
        }

        string protocol = plaintext.Protocol is { } name ? $"{name.ToUpperInvariant()} without TLS" : "something that is no TLS";
        return [Info.Found(
            FindingSubject.Server,
            Confidence.Certain,
            $"The client began TLS, and the server speaks {protocol} on this port: \"{plaintext.Text}\".{Effect(handshake)}",
            examined.EvidenceOf(hello),
            said)];
    }

    private static string Effect(TlsHandshake handshake)
    {
        foreach (TlsAlert alert in handshake.Alerts)
        {
            if (alert is { Sender: Side.Client, Encrypted: false })
            {
                return $" The client's alert {alert.Description} answers that and is not the reason.";
            }
        }

        return string.Empty;
    }
}
