using System;
using System.Collections.Generic;
using TlsTools.X509;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server's certificate, or one of its chain, expires soon after the handshake.</summary>
internal sealed class ServerCertificateExpiresSoon : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ServerCertificateExpiresSoon), Severity.Warning, "RFC 5280, 4.1.2.5");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        foreach (TlsCertificate certificate in examined.ServerChain)
        {
            if (certificate.NotAfter - examined.Time is { } left && left >= TimeSpan.Zero && left < s_soon && certificate.NotAfter - certificate.NotBefore > s_soon)
            {
                return [Info.Found(FindingSubject.Server, Confidence.Certain, $"The certificate '{certificate}' of the server expires on {ChainJudgement.Text(certificate.NotAfter)}, {(int)left.TotalDays} days after this handshake.", examined.ServerChainEvidence("notAfter"))];
            }
        }

        return [];
    }

    // What people need to renew by hand; a certificate that lives shorter is renewed by a program.
    private static readonly TimeSpan s_soon = TimeSpan.FromDays(30);
}
