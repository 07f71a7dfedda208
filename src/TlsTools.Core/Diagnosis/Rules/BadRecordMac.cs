using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>An end could not verify or decrypt a record of the other.</summary>
internal sealed class BadRecordMac : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(BadRecordMac), Severity.Failure, "RFC 5246, 7.2.2; RFC 8446, 6.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined) => AlertReport.Of(
        examined,
        Info,
        "what it got does not decrypt with the keys that were agreed, so the bytes changed on the way or both ends have different keys",
        AlertDescription.BadRecordMac, AlertDescription.DecryptionFailed);
}
