using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server's prime for Diffie-Hellman is too short.</summary>
internal sealed class WeakDhParameters : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(WeakDhParameters), Severity.Failure, "RFC 9325, 4.4; RFC 7919") { IsForHealthy = true };

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.Handshake.ServerKeyExchange is not { PrimeBits: { } bits and > 0 and < Enough, KeyExchange: KeyExchange.EphemeralDiffieHellman or KeyExchange.PreSharedKeyDiffieHellman } exchange)
        {
            return [];
        }

        if (examined.Handshake.Outcome == HandshakeOutcome.Completed)
        {
            return [Info.Noted(
                Severity.Warning,
                FindingSubject.Server,
                Confidence.Certain,
                $"The server uses Diffie-Hellman with a prime of {bits} bits; this client took it, others refuse less than 2048.",
                examined.EvidenceOf(exchange, "dh_p"))];
        }

        if (examined.HasFailed
            && examined.Sign is { Sender: Side.Client, Kind: FailureKind.Alert, Stage: FailureStage.ClientJudges, Description: { } alert }
            && (alert == AlertDescription.HandshakeFailure || alert == AlertDescription.InsufficientSecurity || alert == AlertDescription.IllegalParameter))
        {
            return [Info.Found(
                FindingSubject.Server,
                alert == AlertDescription.InsufficientSecurity ? Confidence.Certain : bits <= Short ? Confidence.Likely : Confidence.Possible,
                $"The server sent Diffie-Hellman parameters with a prime of {bits} bits, and the client refused them with the alert {alert}.",
                examined.EvidenceOf(exchange, $"dh_p has {bits} bits"),
                examined.Sign.Evidence)];
        }

        return [];
    }

    // RFC 9325, 4.4.
    private const int Enough = 2048;

    // What OpenSSL refuses at its level 2 and Java since 2015 is no longer than that.
    private const int Short = 1024;
}
