using System.Collections.Generic;
using TlsTools.Tls.Messages;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The client began in the form of SSL 2.0.</summary>
internal sealed class Ssl2HelloOffered : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(Ssl2HelloOffered), Severity.Warning, "RFC 6176, 3; RFC 5246, E.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined) =>
        examined.Handshake.ClientHello is { IsSsl2Form: true } hello
            ? [Found(examined, hello)]
            : [];

    private RuleFinding Found(DiagnosisCase examined, ClientHello hello) => Info.Found(
        FindingSubject.Client,
        Confidence.Certain,
        $"The client sent its ClientHello in the form of SSL 2.0 (offering up to {hello.LegacyVersion}); many servers do not answer that, and it cannot name the server (SNI).",
        examined.EvidenceOf(hello, "SSL 2.0 form"));
}
