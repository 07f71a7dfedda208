using System.Collections.Generic;
using TlsTools.Handshakes;

namespace TlsTools.Diagnosis.Rules;

/// <summary>Both ends agreed on a cipher suite that protects little or nothing.</summary>
internal sealed class WeakCipherSuite : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(WeakCipherSuite), Severity.Warning, "RFC 9325, 4.1; RFC 7465, 2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.Handshake is { Outcome: HandshakeOutcome.Completed, CipherSuite: { } suite, Version.IsTls13: false } && SuiteTraits.Weakness(suite) is { } weakness)
        {
            return
            [
                Info.Found(
                    FindingSubject.Server,
                    Confidence.Certain,
                    $"The server chose {suite}: {weakness}.",
                    examined.Handshake.ServerHello is { } answer ? examined.EvidenceOf(answer, "cipher_suite") : Evidence.Of("negotiated cipher suite")),
            ];
        }

        return [];
    }
}
