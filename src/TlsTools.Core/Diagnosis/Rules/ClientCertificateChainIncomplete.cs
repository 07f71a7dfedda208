using System.Collections.Generic;
using System.Linq;
using TlsTools.Tls;
using TlsTools.X509;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The client did not send the intermediate certificates that lead to what the server trusts.</summary>
internal sealed class ClientCertificateChainIncomplete : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ClientCertificateChainIncomplete), Severity.Failure, "RFC 5246, 7.4.2; RFC 8446, 4.4.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.ClientRefusal is not { IsEmpty: false, Chain: { } chain } refusal || !(refusal.Says(AlertDescription.UnknownCa) || refusal.IsUnspecific))
        {
            return [];
        }

        bool isSaid = refusal.Says(AlertDescription.UnknownCa);
        if (chain.FindGap() is { } gap)
        {
            string missing = string.Join(" and ", gap.Missing.Select((TlsCertificate certificate) => $"'{certificate}'"));
            return [Info.Found(
                FindingSubject.Client,
                refusal.AtMost(isSaid && chain.Listed is not null ? Confidence.Certain : Confidence.Likely),
                $"The client sent {Count(chain)} without {missing}, over which the chain leads to '{gap.Authority}'; the server could not build the chain and {refusal.Act}.{refusal.Note}",
                chain.Evidence,
                refusal.Sign.Evidence)];
        }
        else if (chain is { IsAlone: true, IsTrusted: not true } && chain.IsListed is not true && chain.Find(ChainFaultKind.IssuerKeyDiffers) is null)
        {
            return [Info.Found(
                FindingSubject.Client,
                chain.IsTrusted is false ? refusal.AtMost(Confidence.Likely) : Confidence.Possible,
                $"The client sent its certificate '{chain.Leaf}' without that of its issuer; if '{chain.Leaf.Issuer}' is an intermediate authority that the server does not have, the server could not build the chain and {refusal.Act}.{refusal.Note}",
                chain.Evidence,
                refusal.Sign.Evidence)];
        }

        return [];
    }

    private static string Count(ClientChain chain) => chain.Certificates.Count == 1 ? $"its certificate '{chain.Leaf}' alone," : $"{chain.Certificates.Count} certificates";
}
