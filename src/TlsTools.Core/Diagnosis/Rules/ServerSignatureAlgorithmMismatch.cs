using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server has no key that can sign in one of the schemes that the client takes, or signed in another one all the same.</summary>
internal sealed class ServerSignatureAlgorithmMismatch : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ServerSignatureAlgorithmMismatch), Severity.Failure, "RFC 8446, 4.2.3; RFC 5246, 7.4.1.4.1");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined) =>
        !examined.HasFailed ? []
        : examined.Sign is { Sender: Side.Client, Stage: FailureStage.ClientJudges } ? FindForeignScheme(examined)
        : examined.Offer.FindingsOf(OfferPart.SignatureSchemes, Info);

    // RFC 5246, 7.4.3: the server signs in a scheme of the client's list. Without a list nothing was agreed.
    private RuleFinding[] FindForeignScheme(DiagnosisCase examined)
    {
        if (examined.Handshake is not { SignatureScheme: { } used, ClientHello: { SignatureSchemes: { Count: > 0 } offered } hello } || IsOffered(offered, used))
        {
            return [];
        }

        TlsMessage? signed = examined.Find(HandshakeType.ServerKeyExchange, Side.Server) ?? examined.Find(HandshakeType.CertificateVerify, Side.Server);
        return
        [
            Info.Found(
                FindingSubject.Server,
                Confidence.Certain,
                $"The server signed with {used}, which the client did not offer (it offered {string.Join(", ", offered)}), and the client ended the handshake.",
                [examined.EvidenceOf(hello, "signature_algorithms"), .. signed is null ? System.Array.Empty<Evidence>() : [Evidence.Of(signed, "algorithm")], examined.Sign.Evidence]),
        ];
    }

    private static bool IsOffered(IReadOnlyList<SignatureScheme> offered, SignatureScheme used)
    {
        for (int index = 0; index < offered.Count; index++)
        {
            if (offered[index].Equals(used))
            {
                return true;
            }
        }

        return false;
    }
}
