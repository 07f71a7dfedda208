using System.Collections.Generic;
using System.Linq;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server refused the client's certificate, and nothing that can be seen says what it had against it.</summary>
internal sealed class ClientCertificateRejected : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ClientCertificateRejected), Severity.Failure, "RFC 5246, 7.2.2; RFC 8446, 6.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined) =>
        examined.ClientRefusal is not { IsEmpty: false } refusal ? []
        : refusal.Says(AlertDescription.CertificateExpired) ? ExamineExpiry(examined, refusal)
        : ClientCertificateKeyMismatch.FindMismatch(examined) is not null ? []
        : refusal is { IsUnspecific: true, Chain: null or { HasFault: false } } && IsBelievable(examined, refusal) ? ExamineUnexplained(examined, refusal)
        : [];

    private IEnumerable<RuleFinding> ExamineUnexplained(DiagnosisCase examined, ClientRefusal refusal)
    {
        bool isSaid = refusal.Says(AlertDescription.BadCertificate) || refusal.Says(AlertDescription.CertificateUnknown);
        return [Info.Found(
            FindingSubject.Client,
            refusal.AtMost(isSaid ? Confidence.Certain : refusal.Sign.Kind == FailureKind.EncryptedAlert ? Confidence.Likely : Confidence.Possible),
            $"The server asked for a client certificate and the client sent {What(refusal)}{refusal.Basis}; {refusal.How}.{Why(examined, refusal)}{refusal.Note}{ServedElsewhere.Describe(examined)}",
            refusal.Chain?.Evidence ?? Evidence.Of("lengths of the client's encrypted records", Side.Client),
            refusal.Sign.Evidence)];
    }

    // OpenSSL says certificate_expired of a revocation list as well.
    private IEnumerable<RuleFinding> ExamineExpiry(DiagnosisCase examined, ClientRefusal refusal)
    {
        if (refusal.Chain is not { } chain || chain.Find(ChainFaultKind.Expired) is not null)
        {
            return [];
        }

        return [Info.Found(
            FindingSubject.Server,
            refusal.AtMost(Confidence.Likely),
            $"The server refused the client's certificate with the alert certificate_expired, but no certificate that the client sent had expired: on {ClientChain.Date(examined.Time)} all were valid, the first ends on {ClientChain.Date(chain.NotAfter)}. OpenSSL says the same when the revocation list (CRL) at the server is out of date; else the server's clock is wrong.",
            chain.Evidence with { Field = "notAfter" },
            refusal.Sign.Evidence)];
    }

    // A reset tells of many things, and so does the close of a server that has named the issuer of the certificate.
    private static bool IsBelievable(DiagnosisCase examined, ClientRefusal refusal) =>
        !refusal.IsSilent || (refusal.Sign.Kind == FailureKind.Fin && examined.Handshake.IsUnanswered && refusal.Chain is null or { IsListed: not true, IsAlone: false });

    private static string What(ClientRefusal refusal) => refusal.Chain is { IsSeen: true } chain ? $"'{chain.Leaf}'" : "one";

    private static string Why(DiagnosisCase examined, ClientRefusal refusal)
    {
        if (refusal.Chain is not { } chain)
        {
            return examined.Handshake.Version is { IsTls13: true } && examined.SentChain.Length == 0
                ? " The certificate and the reason are encrypted: the server's log or the session's keys show them."
                : " The capture does not show the whole chain.";
        }

        List<string> doubts = [.. chain.Faults.Where(fault => fault.Kind != ChainFaultKind.IssuerMissing).Select(fault => fault.Text)];
        if (chain.Certificates.Count > MostOfJava)
        {
            doubts.Add($"the chain had {chain.Certificates.Count} certificates, and Java takes {MostOfJava}");
        }

        if (chain.Leaf.Version < 3)
        {
            doubts.Add($"the certificate was of version {chain.Leaf.Version}");
        }

        string issuer = chain.IsListed is true || chain.IsTrusted is true
            ? "Its dates, purpose and issuer give no reason"
            : $"Its dates and purpose give no reason; whether the server trusts '{chain.End}' cannot be seen";
        return doubts.Count == 0 ? $" {issuer}." : $" {issuer}. What some servers refuse: {string.Join("; ", doubts)}.";
    }

    // JDK: jdk.tls.maxCertificateChainLength, 10 unless it is set.
    private const int MostOfJava = 10;
}
