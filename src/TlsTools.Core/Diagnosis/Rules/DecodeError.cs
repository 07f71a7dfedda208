using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>An end could not read a message of the other.</summary>
internal sealed class DecodeError : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(DecodeError), Severity.Failure, "RFC 8446, 6.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined) => AlertReport.Of(
        examined,
        Info,
        "it could not read that message, or the message was cut",
        AlertDescription.DecodeError);
}
