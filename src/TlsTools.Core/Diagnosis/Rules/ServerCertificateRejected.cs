using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The client refused the server's certificate for a reason that cannot be told, or that has no id of its own.</summary>
internal sealed class ServerCertificateRejected : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ServerCertificateRejected), Severity.Failure, "RFC 8446, 4.4.2.4 and 6.2") { IsForHealthy = true };

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.ServerRefusal is not { } refusal)
        {
            return [];
        }

        if (refusal.Manner == RefusalManner.Left)
        {
            return refusal.IsPlainLeave ? [Note(refusal)] : [];
        }

        return Explain(refusal) is ({ } message, { } confidence, var field)
            ? [Info.Found(FindingSubject.Server, confidence, message, refusal.Rests(field))]
            : [];
    }

    // A client that was content and one that was not left the same packets, so it is never a failure.
    private RuleFinding Note(ServerRefusal refusal) =>
        Info.Noted(
            refusal.Doubt is null ? Severity.Information : Severity.Warning,
            FindingSubject.Client,
            Confidence.Possible,
            refusal.Doubt is { } doubt
                ? $"{Sentence.Begin(refusal.What)}. {Sentence.Begin(doubt.Text)}; whether this client took that cannot be told: a .NET client on Linux that refuses a certificate leaves in this way, and so does one that had nothing to say."
                : $"{Sentence.Begin(refusal.What)}. Whether it was content cannot be told: health checks do that, and so do clients that look at the server's certificate only after the handshake (.NET on Linux; curl for the name) and refuse it.",
            refusal.Rests(refusal.Doubt?.Field));

    private static (string? Message, Confidence? Confidence, string? Field) Explain(ServerRefusal refusal)
    {
        ChainJudgement? chain = refusal.Chain;
        if (refusal.IsRevoked)
        {
            return (null, null, null);
        }

        bool mayBeStatement = refusal.IsUnspecific || refusal.Is(AlertDescription.BadCertificateStatusResponse);
        if (mayBeStatement && refusal.IsStatementForeign)
        {
            return ($"The OCSP response that the server sent along says nothing of its certificate '{chain!.Leaf}'; {refusal.What}.", Confidence.Likely, "OCSPResponse");
        }

        if (mayBeStatement && refusal is { IsStatementOver: true, Statement: { } stapled })
        {
            return ($"The OCSP response that the server sent along with its certificate was valid until {ChainJudgement.Text(stapled.NextUpdate)} only, before this handshake; {refusal.What}.", Confidence.Likely, "OCSPResponse nextUpdate");
        }

        if (refusal.Is(AlertDescription.BadCertificateStatusResponse))
        {
            return ($"The client refused the OCSP response that the server sent along with its certificate: it was too old, not signed as it should be, or for another certificate; {refusal.What}.", Confidence.Certain, null);
        }

        if (refusal.LacksStaple && (refusal.IsUnspecific || refusal.Manner == RefusalManner.OtherAlert))
        {
            return ($"The server's certificate '{chain!.Leaf}' demands an OCSP response along with it (must-staple), the client asked for one and the server sent none; {refusal.What}.", Confidence.Likely, "tlsFeature status_request");
        }

        ChainFault? rare = chain?.Find(ChainFaultKind.IssuerMayNotIssue) ?? chain?.Find(ChainFaultKind.WeakSignature) ?? chain?.Find(ChainFaultKind.SmallKey);
        bool isPlain = refusal.HasPlainFault && rare?.Kind != ChainFaultKind.IssuerMayNotIssue;
        bool mayBeRare = refusal.IsUnspecific || refusal.Manner == RefusalManner.OtherAlert || refusal.Is(AlertDescription.UnsupportedCertificate);
        if (rare is not null && mayBeRare && !isPlain)
        {
            return ($"{Sentence.Begin(rare.Text)}, which many clients do not accept; {refusal.What}.", refusal.IsUnspecific ? Confidence.Likely : Confidence.Possible, rare.Field);
        }

        if (refusal.Is(AlertDescription.CertificateExpired) && chain is not null && chain.Find(ChainFaultKind.Expired) is null)
        {
            return ($"{Sentence.Begin(refusal.What)}, although none of the certificates that the server sent had expired: OpenSSL says so as well of a revocation list that is too old, and of an expired certificate in the client's own store; or the client's clock is wrong.", Confidence.Likely, "notAfter");
        }

        bool isDark = chain is null || (refusal.IsChainFromElsewhere && !refusal.HasPlainFault) || refusal.Is(AlertDescription.CertificateUnobtainable) || refusal.Is(AlertDescription.BadCertificateHashValue);
        bool isOpenAlert = refusal.IsUnspecific && refusal.Manner is RefusalManner.Alert or RefusalManner.EncryptedAlert;
        if (isDark && isOpenAlert)
        {
            return ($"The client refused the server's certificate: {refusal.What}. Why cannot be seen: it may be the issuer, the dates, the name or the use of the certificate.", Confidence.Likely, null);
        }

        // Who was content with the certificate and had another reason, such as a scanner, stays as long as it likes.
        bool isBlank = refusal.Manner == RefusalManner.Closed && !refusal.HasLingered && !refusal.HasPlainFault && chain is not { IsSelfSigned: true } and not { LacksIssuer: true };
        return isBlank
            ? ($"Perhaps the client refused the server's certificate: {refusal.What}.", Confidence.Possible, null)
            : chain is { Path.IsTrusted: true } && !refusal.HasPlainFault
                ? ($"The client refused the server's certificate, although it leads to a certificate that the client is said to trust: {refusal.What}.", Confidence.Likely, null)
                : (null, null, null);
    }
}
