using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server's signature was not made with the key of its certificate.</summary>
internal sealed class ServerCertificateKeyMismatch : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ServerCertificateKeyMismatch), Severity.Failure, "RFC 5246, 7.4.3; RFC 8446, 4.4.3");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (!examined.HasFailed || examined.Sign.Sender != Side.Client || examined.Sign.Stage != FailureStage.ClientJudges || NamesAnother(examined.Sign))
        {
            return [];
        }

        bool isSaid = examined.Sign.IsAlert(Side.Client, AlertDescription.DecryptError);
        bool? isOwn = examined.Handshake.Version is { IsTls13: true }
            ? CertificateVerifySignature.IsOfCertificate(examined.Handshake, Side.Server)
            : KeyExchangeSignature.IsOfCertificate(examined.Handshake);
        if (isOwn is true || (isOwn is null && !isSaid))
        {
            return [];
        }

        string end = examined.Sign.Description is { } alert ? $"the client ended the handshake with the alert {alert} ({alert.Code})" : "the client ended the connection";
        string message = isOwn is false
            ? $"The signature in the server's {(examined.Handshake.Version is { IsTls13: true } ? "CertificateVerify" : "key exchange")} was not made with the key of its certificate '{examined.ServerChain[0]}': the private key is another one, or the bytes were changed on their way; {end}."
            : $"The client could not check a signature or hash of the server: most likely the server's private key does not belong to its certificate; {end}.";
        TlsMessage? signed = examined.Find(HandshakeType.ServerKeyExchange, Side.Server) ?? examined.Find(HandshakeType.CertificateVerify, Side.Server);
        return
        [
            Info.Found(
                FindingSubject.Server,
                isOwn is false ? Confidence.Certain : Confidence.Likely,
                message,
                [.. signed is null ? System.Array.Empty<Evidence>() : [Evidence.Of(signed, "signature")], examined.Sign.Evidence]),
        ];
    }

    // Clients look at the certificate before the signature, so what they found there was the reason.
    private static bool NamesAnother(FailureSign sign) => sign.Description is { } alert
        && (alert == AlertDescription.UnsupportedCertificate || alert == AlertDescription.CertificateRevoked
            || alert == AlertDescription.CertificateExpired || alert == AlertDescription.UnknownCa);
}
