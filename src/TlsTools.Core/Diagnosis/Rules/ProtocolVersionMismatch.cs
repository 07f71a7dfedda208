using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>Client and server have no version of the protocol in common.</summary>
internal sealed class ProtocolVersionMismatch : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ProtocolVersionMismatch), Severity.Failure, "RFC 8446, 6.2; RFC 5246, E.1");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (!examined.Sign.IsAlert(Side.Server, AlertDescription.ProtocolVersion) || examined.Handshake.ClientHello is not { } hello)
        {
            yield break;
        }

        yield return Info.Found(
            FindingSubject.Client,
            Confidence.Certain,
            $"The client offered {string.Join(", ", hello.OfferedVersions)} and the server takes none of it: it answered with the alert protocol_version.",
            examined.EvidenceOf(hello, "supported_versions"),
            examined.Sign.Evidence);
    }
}
