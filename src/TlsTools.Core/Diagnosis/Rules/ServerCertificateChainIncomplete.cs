using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server sent its certificate without that of the intermediate authority, and the client could not build the chain.</summary>
internal sealed class ServerCertificateChainIncomplete : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ServerCertificateChainIncomplete), Severity.Failure, "RFC 5246, 7.4.2; RFC 8446, 4.4.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.ServerRefusal is not { } refusal)
        {
            return [];
        }

        bool isUnknown = refusal.Is(AlertDescription.UnknownCa);
        ChainFault? fault = refusal.Chain?.Find(ChainFaultKind.IssuerMissing) ?? refusal.Chain?.Find(ChainFaultKind.IssuerKeyDiffers);
        if (fault is null)
        {
            return isUnknown && refusal.Chain is null
                ? [Info.Found(FindingSubject.Server, Confidence.Possible, $"Perhaps the server did not send the certificates of its intermediate authorities: the client answered unknown_ca (48), which it does for that as well. {refusal.Hidden}", refusal.Rests())]
                : [];
        }

        Confidence? confidence = isUnknown ? Confidence.Likely
            : refusal.Manner == RefusalManner.Left ? refusal.Chain is { IsTrustKnown: true, Path.IsTrusted: false } && refusal.IsLateJudge ? Confidence.Likely : null
            : refusal.IsUnspecific && refusal.Chain!.Find(ChainFaultKind.Expired) is null ? Confidence.Likely
            : null;
        return confidence is { } sure
            ? [Info.Found(FindingSubject.Server, sure, $"{Sentence.Begin(fault.Text)}; a client that does not have that certificate itself cannot check it. {Sentence.Begin(refusal.What)}.", refusal.Rests(fault.Field))]
            : [];
    }
}
