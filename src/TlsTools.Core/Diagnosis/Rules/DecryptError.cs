using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>A signature or a Finished of the other end did not verify.</summary>
internal sealed class DecryptError : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(DecryptError), Severity.Failure, "RFC 8446, 6.2; RFC 5246, 7.2.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined) => AlertReport.Of(
        examined,
        Info,
        "a signature or the checksum over the handshake (Finished) did not verify, so an end has another key or saw other messages",
        AlertDescription.DecryptError);
}
