using System.Collections.Generic;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Diagnosis.Rules;

/// <summary>An end could not unpack the other's compressed certificate.</summary>
internal sealed class CertificateCompressionFailed : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(CertificateCompressionFailed), Severity.Failure, "RFC 8879, 4 and 5");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (!examined.HasFailed || examined.Sign is not { Kind: FailureKind.Alert, Sender: { } receiver, Description: { } alert }
            || (alert != AlertDescription.BadCertificate && alert != AlertDescription.IllegalParameter && alert != AlertDescription.DecodeError))
        {
            return [];
        }

        Side sender = receiver == Side.Client ? Side.Server : Side.Client;
        if (examined.Find(HandshakeType.CompressedCertificate, sender) is not { Handshake: CompressedCertificate { Certificate: null or { Fault: not null } } packed } message)
        {
            return [];
        }

        return [Info.Found(
            sender == Side.Client ? FindingSubject.Client : FindingSubject.Server,
            Confidence.Likely,
            $"The {(sender == Side.Client ? "client" : "server")} sent its certificate compressed ({packed.Algorithm}), in a form that does not unpack to a certificate, and the other end refused it with the alert {alert}.",
            Evidence.Of(message, "compressed_certificate_message"),
            examined.Sign.Evidence)];
    }
}
