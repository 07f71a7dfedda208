using System.Collections.Generic;
using TlsTools.Tls;
using TlsTools.X509;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server's certificate was revoked, and the client refused it for that.</summary>
internal sealed class ServerCertificateRevoked : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ServerCertificateRevoked), Severity.Failure, "RFC 5280, 5; RFC 6960; RFC 8446, 6.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.ServerRefusal is not { } refusal || refusal.Manner == RefusalManner.Left)
        {
            return [];
        }

        if (refusal.Is(AlertDescription.CertificateRevoked))
        {
            string which = refusal.Chain is { } chain ? $"The server's certificate '{chain.Leaf}' (serial number {chain.Leaf.SerialNumber})" : "The server's certificate";
            return [Info.Found(FindingSubject.Server, Confidence.Certain, $"{which}, or one above it, was revoked by its authority, as the client found; {refusal.What}.", refusal.Rests())];
        }

        // The server itself brings the statement along.
        return StapledStatement.Of(examined.Handshake) is { Status: OcspCertificateStatus.Revoked } stapled
            ? [Info.Found(FindingSubject.Server, refusal.IsUnspecific ? Confidence.Certain : Confidence.Likely, $"The OCSP response that the server sent along says that its certificate was revoked on {ChainJudgement.Text(stapled.RevokedAt)}; {refusal.What}.", refusal.Rests("OCSPResponse"))]
            : [];
    }
}
