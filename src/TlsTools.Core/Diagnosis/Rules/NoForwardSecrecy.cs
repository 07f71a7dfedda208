using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>Who gets the server's key some day can read what was recorded before.</summary>
internal sealed class NoForwardSecrecy : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(NoForwardSecrecy), Severity.Warning, "RFC 9325, 4.1");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.Handshake is { Outcome: HandshakeOutcome.Completed, CipherSuite: { KeyExchange: not KeyExchange.Unknown } suite, Version.IsTls13: false }
            && !SuiteTraits.HasForwardSecrecy(suite))
        {
            return
            [
                Info.Found(
                    FindingSubject.Server,
                    Confidence.Certain,
                    $"The server chose {suite}, which has no forward secrecy: whoever gets hold of the server's private key later can decrypt this connection.",
                    examined.Handshake.ServerHello is { } answer ? examined.EvidenceOf(answer, "cipher_suite") : Evidence.Of("negotiated cipher suite")),
            ];
        }

        return [];
    }
}
