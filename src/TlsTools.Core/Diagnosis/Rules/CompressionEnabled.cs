using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server chose to compress records, which leaks secrets by their length.</summary>
internal sealed class CompressionEnabled : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(CompressionEnabled), Severity.Warning, "RFC 9325, 3.3");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined) =>
        examined.Handshake is { Outcome: HandshakeOutcome.Completed, ServerHello: { Fault: null } answer, Version.IsTls13: false } && answer.CompressionMethod != CompressionMethod.Null
            ? [Info.Found(FindingSubject.Server, Confidence.Certain, $"The server chose to compress what is sent ({answer.CompressionMethod}), which lets an attacker guess secrets by the lengths of records (CRIME).", examined.EvidenceOf(answer, "compression_method"))]
            : [];
}
