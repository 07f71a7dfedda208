using System.Collections.Generic;
using TlsTools.X509;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server's certificates do not follow each other as issued.</summary>
internal sealed class ServerChainOutOfOrder : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ServerChainOutOfOrder), Severity.Warning, "RFC 5246, 7.4.2; RFC 8446, 4.4.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        TlsCertificate[] sent = examined.ServerChain;
        if (sent.Length < 3 || ChainTraits.IsInOrder(sent) || !IsShuffled(examined.ServerTraits.NamedPath))
        {
            return [];
        }

        return
        [
            Info.Found(
                FindingSubject.Server,
                Confidence.Certain,
                $"The {sent.Length} certificates that the server sent are not in the order of issue: behind '{sent[0]}' stands '{sent[1]}' and not its issuer '{sent[0].Issuer}'. Clients that do not sort them cannot build the chain.",
                examined.ServerChainEvidence("certificate_list")),
        ];
    }

    private static bool IsShuffled(IReadOnlyList<int> path)
    {
        for (int index = 1; index < path.Count; index++)
        {
            if (path[index] < path[index - 1])
            {
                return true;
            }
        }

        return false;
    }
}
