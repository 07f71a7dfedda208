using System.Collections.Generic;
using TlsTools.X509;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server sent certificates that no client needs.</summary>
internal sealed class ServerChainSurplus : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ServerChainSurplus), Severity.Information, "RFC 5246, 7.4.2; RFC 8446, 4.4.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        TlsCertificate[] sent = examined.ServerChain;
        if (sent.Length < 2)
        {
            return [];
        }

        IReadOnlyList<int> path = examined.ServerTraits.NamedPath;
        TlsCertificate top = sent[path[path.Count - 1]];
        bool hasRoot = path.Count > 1 && top.IsSelfIssued;
        int unrelated = sent.Length - path.Count;
        if (!hasRoot && unrelated == 0)
        {
            return [];
        }

        string root = hasRoot ? $"The server sent the root '{top}' along, which a client must have already and never takes from a server." : string.Empty;
        string others = unrelated > 0 ? $"{unrelated} of the {sent.Length} certificates that the server sent {(unrelated == 1 ? "does" : "do")} not belong to the chain of '{sent[0]}'." : string.Empty;
        return [Info.Found(FindingSubject.Server, Confidence.Certain, $"{root} {others}".Trim(), examined.ServerChainEvidence("certificate_list"))];
    }
}
