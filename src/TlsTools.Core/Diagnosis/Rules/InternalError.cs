using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>An end broke down for a reason of its own.</summary>
internal sealed class InternalError : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(InternalError), Severity.Failure, "RFC 8446, 6.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined) => AlertReport.Of(
        examined,
        Info,
        "the reason lies within that end and is only in its log",
        AlertDescription.InternalError);
}
