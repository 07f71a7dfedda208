using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server does not trust an authority of the client's chain.</summary>
internal sealed class ClientCertificateUntrusted : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ClientCertificateUntrusted), Severity.Failure, "RFC 5280, 6.1; RFC 5246, 7.2.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.ClientRefusal is not { IsEmpty: false } refusal || !(refusal.Says(AlertDescription.UnknownCa) || refusal.IsUnspecific))
        {
            return [];
        }

        if (Judge(refusal) is (Confidence confidence, string reason))
        {
            return [Info.Found(
                refusal.Chain?.IsListed is true ? FindingSubject.Server : FindingSubject.Client,
                refusal.AtMost(confidence),
                $"{reason} {Sentence.Begin(refusal.How)}.{refusal.Note}{ServedElsewhere.Describe(examined)}",
                refusal.Chain?.Evidence ?? refusal.Sign.Evidence,
                refusal.Sign.Evidence)];
        }

        return [];
    }

    private static (Confidence Confidence, string Reason)? Judge(ClientRefusal refusal)
    {
        bool isSaid = refusal.Says(AlertDescription.UnknownCa);
        if (refusal.Chain is not { } chain)
        {
            return isSaid ? (Confidence.Certain, "The server does not trust an authority of the client's certificate.") : null;
        }

        string issuer = chain.IsSelfSigned ? $"The client's certificate '{chain.Leaf}' signed itself"
            : chain.IsAlone ? $"The client's certificate '{chain.Leaf}' was issued by '{chain.End}'"
            : $"The chain of the client's certificate '{chain.Leaf}' leads to '{chain.End}'";
        if (chain.IsTrusted is false)
        {
            return chain.Find(ChainFaultKind.IssuerKeyDiffers) is not null
                ? (Confidence.Certain, $"{issuer}; the server's trust store that was given holds an authority of that name with another key.")
                : ((chain.IsAlone && chain.IsListed is not true) || chain.FindGap() is not null ? Confidence.Possible : isSaid ? Confidence.Certain : Confidence.Likely, $"{issuer}, and none of the certificates given as the server's trust store vouches for it.");
        }

        if (chain.IsTrusted is true)
        {
            return isSaid ? (Confidence.Likely, "The client's chain leads to an authority of the trust store that was given, and yet the server does not trust it: the server uses another trust store.") : null;
        }

        if (chain.FindGap() is not null)
        {
            return null;
        }

        return chain.IsListed switch
        {
            false => (isSaid && !chain.IsAlone ? Confidence.Certain : Confidence.Likely,
                chain.Listed!.Count == 1
                    ? $"{issuer}, and the server accepts certificates of '{chain.Listed.Authorities[0]}' only."
                    : $"{issuer}, which is not among the {chain.Listed.Count} authorities that the server named."),
            true when isSaid => (Confidence.Likely,
                $"The server named '{chain.ListedIssuer}', an issuer of the client's chain, and yet could not verify the chain: it holds an authority of that name with another key, or, where it checks revocation, has no revocation list (CRL) of it."),
            null when isSaid || chain.IsSelfSigned => (isSaid && !chain.IsAlone ? Confidence.Certain : Confidence.Likely, $"{issuer}, {(chain.IsSelfSigned ? "and" : "which")} the server does not trust {(chain.IsSelfSigned ? "it" : string.Empty)}".TrimEnd() + "."),

            // Without a word and without a list there is only the chain, which ends where no server can go on by what was sent.
            null when refusal.IsSilent && chain.IsAlone => (Confidence.Possible, $"{issuer}, of which no certificate was sent."),
            _ => null,
        };
    }
}
