using System;
using System.Collections.Generic;
using TlsTools.X509;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The client's certificate, or one of its chain, expires soon after the handshake.</summary>
internal sealed class ClientCertificateExpiresSoon : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ClientCertificateExpiresSoon), Severity.Warning, "RFC 5280, 4.1.2.5");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        foreach (TlsCertificate certificate in examined.SentChain)
        {
            if (certificate.NotAfter - examined.Time is { } left && left >= TimeSpan.Zero && left < s_soon && certificate.NotAfter - certificate.NotBefore > s_soon)
            {
                return
                [
                    Info.Found(
                        FindingSubject.Client,
                        Confidence.Certain,
                        $"The certificate '{certificate}' of the client expires on {ClientChain.Date(certificate.NotAfter)}, {(int)left.TotalDays} days after the handshake.",
                        examined.EvidenceOf(examined.Handshake.ClientCertificateMessage!, "notAfter")),
                ];
            }
        }

        return [];
    }

    // What people need to renew by hand; a certificate that lives shorter is renewed by a program.
    private static readonly TimeSpan s_soon = TimeSpan.FromDays(30);
}
