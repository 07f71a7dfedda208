using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>An end found a field that contradicts others or is out of range.</summary>
internal sealed class IllegalParameter : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(IllegalParameter), Severity.Failure, "RFC 8446, 6.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined) => AlertReport.Of(
        examined,
        Info,
        "it found a value in there that contradicts something else or is not allowed",
        AlertDescription.IllegalParameter);
}
