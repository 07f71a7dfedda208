using System.Collections.Generic;
using System.Linq;
using TlsTools.Tls;
using TlsTools.X509;

namespace TlsTools.Diagnosis.Rules;

/// <summary>No chain led from the server's certificate to an authority that the client trusts.</summary>
internal sealed class ServerCertificateUntrusted : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ServerCertificateUntrusted), Severity.Failure, "RFC 5280, 6; RFC 8446, 6.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.ServerRefusal is not { } refusal || refusal.Chain?.Path.IsTrusted is true || Weigh(refusal) is not { } confidence)
        {
            return [];
        }

        if (refusal.Chain is not { } chain)
        {
            return [Info.Found(FindingSubject.Client, confidence, $"The client did not find a way from the server's certificate to an authority that it trusts: {refusal.What}. {refusal.Hidden}", refusal.Rests())];
        }

        string inspection = InspectionProducts.Find(chain.Path.Certificates) is { } product ? $" The name suggests {product}, which decrypts traffic on its way: then the client lacks the authority of that product." : string.Empty;
        string message = chain.IsSelfSigned
            ? $"The server's certificate '{chain.Leaf}' signed itself, so no authority vouches for it, and the client does not have it in its trust store"
            : $"The client trusts no authority above the server's certificate '{chain.Leaf}', which is issued by '{string.Join("', that by '", Authorities(chain))}'";
        return [Info.Found(FindingSubject.Client, confidence, $"{message}; {refusal.What}.{inspection}", refusal.Rests(chain.IsSelfSigned ? "issuer equals subject" : "issuer"))];
    }

    private static Confidence? Weigh(ServerRefusal refusal)
    {
        ChainJudgement? chain = refusal.Chain;
        bool isBroken = (chain?.Find(ChainFaultKind.IssuerMissing) ?? chain?.Find(ChainFaultKind.IssuerKeyDiffers)) is not null;
        if (refusal.Is(AlertDescription.UnknownCa))
        {
            return chain is null || refusal.IsChainFromElsewhere ? Confidence.Likely : isBroken ? Confidence.Possible : Confidence.Certain;
        }

        if (chain is null || !refusal.IsUnspecific)
        {
            return null;
        }

        bool isKnownUntrusted = chain.IsTrustKnown && !isBroken;
        if (refusal.Manner == RefusalManner.Left)
        {
            return isKnownUntrusted && refusal.IsLateJudge && !refusal.HasPlainFault ? Confidence.Likely : null;
        }

        bool isUsual = !refusal.HasPlainFault && !isBroken && !refusal.IsChainFromElsewhere && (refusal.Manner is RefusalManner.Alert or RefusalManner.EncryptedAlert);
        bool isWeak = (chain.Find(ChainFaultKind.WeakSignature) ?? chain.Find(ChainFaultKind.SmallKey)) is not null;

        // OpenSSL keeps bad_certificate for other faults than this, such as a name that does not fit.
        bool isOtherwiseNamed = refusal.Is(AlertDescription.BadCertificate) && refusal.UnnamedAddress is not null;
        return chain.IsSelfSigned || isKnownUntrusted ? Confidence.Likely
            : isUsual ? isWeak || isOtherwiseNamed || !chain.IsWhole ? Confidence.Possible : Confidence.Likely
            : null;
    }

    private static IEnumerable<DistinguishedName> Authorities(ChainJudgement chain) =>
        chain.Path.Certificates.Select(certificate => certificate.Issuer).OfType<DistinguishedName>().Distinct();
}
