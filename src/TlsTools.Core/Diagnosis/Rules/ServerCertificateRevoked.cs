using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server's certificate was revoked, and the client refused it for that.</summary>
internal sealed class ServerCertificateRevoked : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ServerCertificateRevoked), Severity.Failure, "RFC 5280, 5; RFC 6960; RFC 8446, 6.2") { IsForHealthy = true };

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.ServerRefusal is not { } refusal)
        {
            return [];
        }

        if (refusal.Is(AlertDescription.CertificateRevoked))
        {
            string which = refusal.Chain is { } chain ? $"The server's certificate '{chain.Leaf}' (serial number {chain.Leaf.SerialNumber})" : "The server's certificate";
            return [Info.Found(FindingSubject.Server, Confidence.Certain, $"{which}, or one above it, was revoked by its authority, as the client found; {refusal.What}.", refusal.Rests())];
        }

        // The server itself brings the statement along.
        return refusal is { IsRevoked: true, Statement: { } stapled }
            ? [Info.Found(FindingSubject.Server, Judge(refusal), $"The OCSP response that the server sent along says that its certificate was revoked on {ChainJudgement.Text(stapled.RevokedAt)}; {refusal.What}.", refusal.Rests("OCSPResponse"))]
            : [];
    }

    // Java says bad_certificate_status_response of it.
    private static Confidence Judge(ServerRefusal refusal) =>
        refusal.Manner == RefusalManner.Left ? Confidence.Possible
        : refusal.IsUnspecific || refusal.Is(AlertDescription.BadCertificateStatusResponse) ? Confidence.Certain
        : Confidence.Likely;
}
