using System.Collections.Generic;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server's certificate demands an OCSP response along with it, and the server sent none.</summary>
internal sealed class MustStapleWithoutStaple : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(MustStapleWithoutStaple), Severity.Warning, "RFC 7633, 4.2.3; RFC 6066, 8");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.ServerChain.Length == 0 || !MissingStaple.IsIn(examined.Handshake))
        {
            return [];
        }

        return
        [
            Info.Found(
                FindingSubject.Server,
                Confidence.Certain,
                $"The server's certificate '{examined.ServerChain[0]}' demands that an OCSP response comes along (must-staple), the client asked for one and the server sent none; GnuTLS and Firefox refuse that.",
                examined.ServerChainEvidence("tlsFeature status_request")),
        ];
    }
}
