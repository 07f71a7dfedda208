using System.Collections.Generic;
using System.Linq;
using TlsTools.Stores;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The client signed with a key that does not belong to its certificate.</summary>
internal sealed class ClientCertificateKeyMismatch : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ClientCertificateKeyMismatch), Severity.Failure, "RFC 5246, 7.4.8; RFC 8446, 4.4.3");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.ClientRefusal is not { IsEmpty: false } refusal)
        {
            return [];
        }

        bool isSaid = refusal.Says(AlertDescription.DecryptError);
        bool? isOwn = isSaid || refusal.IsUnspecific ? CertificateVerifySignature.IsOfCertificate(examined.Handshake, Side.Client) : null;
        if (isOwn is false)
        {
            return [Info.Found(
                FindingSubject.Client,
                Confidence.Certain,
                $"The signature in the client's CertificateVerify was not made with the key of its certificate '{examined.SentChain[0]}': the private key is another one, or the bytes were changed on their way; {refusal.How}.",
                Evidence.Of(examined.Find(HandshakeType.CertificateVerify, Side.Client)!, "signature"),
                refusal.Sign.Evidence)];
        }

        if (isOwn is true)
        {
            return [];
        }

        if ((isSaid || refusal.IsUnspecific) && FindMismatch(examined) is { } entry)
        {
            return [Info.Found(
                FindingSubject.Client,
                isSaid ? Confidence.Certain : Confidence.Likely,
                $"The private key of the entry '{entry}' does not belong to its certificate '{entry.Certificate}', so the server could not verify the client's signature; {refusal.How}.",
                Evidence.Of($"entry {entry} of {entry.Source}", Side.Client),
                refusal.Sign.Evidence)];
        }
        else if (isSaid)
        {
            return [Info.Found(
                FindingSubject.Client,
                Confidence.Likely,
                $"The server could not verify the signature by which the client proves that it has the key of its certificate{(refusal.Chain is { } chain ? $" '{chain.Leaf}'" : string.Empty)}: the client signed with another key. {Sentence.Begin(refusal.How)}.",
                examined.Find(HandshakeType.CertificateVerify, Side.Client) is { } signature ? Evidence.Of(signature, "signature") : refusal.Sign.Evidence,
                refusal.Sign.Evidence)];
        }

        return [];
    }

    /// <summary>The entry by which the client must have answered, and whose key is of another certificate; null where there is none.</summary>
    public static KeyStoreEntry? FindMismatch(DiagnosisCase examined) => examined.Inputs?.ClientEntries.FirstOrDefault(entry =>
        entry.PrivateKey.MatchesCertificate is false
        && (examined.SentChain.Length == 0 ? examined.Inputs.ClientEntries.Count == 1 : examined.SentChain[0].Equals(entry.Certificate)));
}
