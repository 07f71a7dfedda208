using System.Collections.Generic;
using TlsTools.X509;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The client's certificates do not follow each other as issued.</summary>
internal sealed class ClientChainOutOfOrder : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ClientChainOutOfOrder), Severity.Warning, "RFC 5246, 7.4.2; RFC 8446, 4.4.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        TlsCertificate[] chain = examined.SentChain;
        for (int index = 1; index < chain.Length; index++)
        {
            if (chain[index].Subject is { } subject && chain[index - 1].Issuer is { } issuer && !subject.Equals(issuer))
            {
                return
                [
                    Info.Found(
                        FindingSubject.Client,
                        Confidence.Certain,
                        $"Certificate {index + 1} of the {chain.Length} that the client sent, '{chain[index]}', is not the issuer of the one before it, '{issuer}'; servers that do not sort cannot build the chain.",
                        examined.EvidenceOf(examined.Handshake.ClientCertificateMessage!, "certificate_list")),
                ];
            }
        }

        return [];
    }
}
