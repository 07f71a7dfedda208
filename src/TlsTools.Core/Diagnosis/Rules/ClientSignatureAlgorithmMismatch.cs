using System.Collections.Generic;
using System.Linq;
using TlsTools.ClientAuth;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server takes none of the signatures that the client's key can make.</summary>
internal sealed class ClientSignatureAlgorithmMismatch : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ClientSignatureAlgorithmMismatch), Severity.Failure, "RFC 5246, 7.4.4; RFC 8446, 4.3.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined) =>
        examined.ClientRefusal is not { } refusal ? []
        : refusal.IsEmpty ? ExamineSilence(examined, refusal)
        : ExamineAnswer(examined, refusal);

    // A client that can sign in no scheme of the request sends an empty answer, like one that has no certificate.
    private IEnumerable<RuleFinding> ExamineSilence(DiagnosisCase examined, ClientRefusal refusal)
    {
        if (examined.Handshake.CertificateRequest is not { Fault: null } request)
        {
            return [];
        }

        if (ClientSilence.FindBest(examined) is { } best)
        {
            if (best.Checks.FirstOrDefault(check => check.Effect.HasFlag(CheckEffect.NotSent)) is { Id: CertificateReason.SignatureSchemeNotAccepted or CertificateReason.KeyTypeNotAccepted } fault)
            {
                return [Info.Found(
                    FindingSubject.Server,
                    Confidence.Certain,
                    $"The client could not send the certificate of '{best.Alias ?? best.Subject?.Name}'. {fault.Message} So it sent none; {refusal.How}.",
                    examined.EvidenceOf(request, FieldOf(request)),
                    refusal.Sign.Evidence)];
            }
        }
        else if (ClientSilence.ExcludesRsa(request))
        {
            return [Info.Found(
                FindingSubject.Server,
                Confidence.Likely,
                $"The server's request takes no signature of an RSA key ({Taken(request)}); a client whose certificate has an RSA key, as most have, can send none. {Sentence.Begin(refusal.How)}.",
                examined.EvidenceOf(request, FieldOf(request)),
                refusal.Sign.Evidence)];
        }

        return [];
    }

    private IEnumerable<RuleFinding> ExamineAnswer(DiagnosisCase examined, ClientRefusal refusal)
    {
        TlsHandshake handshake = examined.Handshake;
        if (handshake.CertificateRequest is not { Fault: null } request || !(refusal.IsUnspecific || refusal.Says(AlertDescription.IllegalParameter) || refusal.Says(AlertDescription.UnsupportedCertificate)))
        {
            return [];
        }

        if (handshake.CertificateVerify is { SignatureScheme: { } scheme } signature && request.SignatureSchemes.Count > 0 && !request.SignatureSchemes.Contains(scheme))
        {
            return [Info.Found(
                FindingSubject.Client,
                Confidence.Certain,
                $"The client signed with {scheme}, which is not among the {request.SignatureSchemes.Count} schemes of the server's request; {refusal.How}.",
                examined.EvidenceOf(signature, "algorithm"),
                examined.EvidenceOf(request, "signature_algorithms"),
                refusal.Sign.Evidence)];
        }
        else if (refusal.Chain is { IsKeyExcluded: true } chain)
        {
            return [Info.Found(
                FindingSubject.Client,
                refusal.AtMost(Confidence.Likely),
                $"The client's certificate '{chain.Leaf}' has a key ({chain.Leaf.PublicKey}) for which the server's request has no place ({Taken(request)}); {refusal.How}.",
                chain.Evidence with { Field = "subjectPublicKeyInfo" },
                examined.EvidenceOf(request, FieldOf(request)),
                refusal.Sign.Evidence)];
        }
        else if (refusal.Chain?.SignatureFault is { } fault)
        {
            return [Info.Found(
                FindingSubject.Client,
                refusal.AtMost(Confidence.Likely),
                $"{fault.Message} {Sentence.Begin(refusal.How)}.",
                refusal.Chain.Evidence with { Field = "signatureAlgorithm" },
                examined.EvidenceOf(request, FieldOf(request)),
                refusal.Sign.Evidence)];
        }

        return [];
    }

    private static string Taken(CertificateRequest request) =>
        request.SignatureSchemes.Count > 0 ? string.Join(", ", request.SignatureSchemes) : string.Join(", ", request.CertificateTypes);

    private static string FieldOf(CertificateRequest request) => request.SignatureSchemes.Count > 0 ? "signature_algorithms" : "certificate_types";
}
