using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>An end got a message that has no place there.</summary>
internal sealed class UnexpectedMessage : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(UnexpectedMessage), Severity.Failure, "RFC 8446, 6.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined) => AlertReport.Of(
        examined,
        Info,
        "that message has no place there, or what came is not TLS",
        AlertDescription.UnexpectedMessage);
}
