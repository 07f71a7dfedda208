using System.Collections.Generic;
using TlsTools.X509;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The client sent no certificate issued by an authority that the server named.</summary>
internal sealed class ClientCertificateIssuerNotNamed : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ClientCertificateIssuerNotNamed), Severity.Warning, "RFC 5246, 7.4.4; RFC 8446, 4.2.4");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        TlsCertificate[] chain = examined.SentChain;
        if (chain.Length == 0 || examined.Handshake is not { CertificateRequest: { Fault: null } request, AcceptableCA: { Count: > 0 } named } || IsNamed(chain, named))
        {
            return [];
        }

        string sent = chain.Length == 1 ? $"The client's certificate '{chain[0]}' was not issued" : $"None of the {chain.Length} certificates that the client sent was issued";
        string by = named.Count == 1 ? $"by '{named[0]}', the only authority that the server named" : $"by one of the {named.Count} authorities that the server named";
        return
        [
            Info.Found(
                FindingSubject.Client,
                Confidence.Certain,
                $"{sent} {by}.",
                examined.EvidenceOf(request, "certificate_authorities"),
                examined.EvidenceOf(examined.Handshake.ClientCertificateMessage!, "issuer")),
        ];
    }

    private static bool IsNamed(IReadOnlyList<TlsCertificate> chain, IReadOnlyList<DistinguishedName> named)
    {
        foreach (TlsCertificate certificate in chain)
        {
            foreach (DistinguishedName name in named)
            {
                if (name.Equals(certificate.Issuer))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
