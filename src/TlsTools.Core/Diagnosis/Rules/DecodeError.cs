using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>An end could not read a message of the other.</summary>
internal sealed class DecodeError : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(DecodeError), Severity.Failure, "RFC 8446, 6.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        // OpenSSL 3 sends it, too, when the other end has closed without a word: then there was nothing to be read.
        bool isEffect = examined.HasFailed && examined.Sign is { Stage: FailureStage.BeforeHello, Sender: Side.Server };
        return isEffect ? [] : AlertReport.Of(examined, Info, "it could not read that message, or the message was cut", AlertDescription.DecodeError);
    }
}
