using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>An end got a record longer than allowed.</summary>
internal sealed class RecordOverflow : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(RecordOverflow), Severity.Failure, "RFC 8446, 5.2 and 6.2; RFC 8449");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined) => AlertReport.Of(
        examined,
        Info,
        "a record was longer than the standard or what had been agreed allows",
        AlertDescription.RecordOverflow);
}
