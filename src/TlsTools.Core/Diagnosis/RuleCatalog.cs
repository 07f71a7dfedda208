using System;
using TlsTools.Diagnosis.Rules;

namespace TlsTools.Diagnosis;

/// <summary>All rules. Of findings that are equally sure, that of the rule that stands first comes first.</summary>
internal static class RuleCatalog
{
    /// <summary>The rules: one row each.</summary>
    public static IDiagnosisRule[] Rules { get; } =
    [
        // Client certificates: what explains an empty answer before the answer, what is specific before what is not.
        new HandshakeMessageTooLarge(),
        new ClientSignatureAlgorithmMismatch(),
        new ClientCertificateMissing(),
        new ClientCertificateExpired(),
        new ClientCertificateNotYetValid(),
        new ClientCertificateRevoked(),
        new ClientCertificateUnsupported(),
        new ClientCertificateUntrusted(),
        new ClientCertificateChainIncomplete(),
        new ClientCertificateKeyMismatch(),
        new ClientCertificateRejected(),
        new AccessDenied(),
        new UserCanceled(),
        new ClientCertificateIssuerNotNamed(),
        new AcceptableListTooLong(),
        new AcceptableListNearLimit(),
        new ClientCertificateVersionOne(),
        new ClientChainWeakSignature(),
        new ClientChainOutOfOrder(),
        new ClientCertificateExpiresSoon(),
        new ClientCertificateNotSent(),

        // What the two ends negotiate: first what an alert or a hello names, then what the offer lets guess.
        new DowngradeBlocked(),
        new ServerNameUnrecognized(),
        new AlpnMismatch(),
        new PskUnknown(),
        new WeakDhParameters(),
        new RenegotiationRefused(),
        new LegacyRenegotiationBlocked(),
        new EncryptedClientHelloRejected(),
        new CertificateCompressionFailed(),
        new ServerSignatureAlgorithmMismatch(),
        new GroupMismatch(),
        new CipherSuiteMismatch(),
        new ExtendedMasterSecretRequired(),
        new ProtocolVersionMismatch(),
        new ServerNameMissing(),
        new MissingExtension(),
        new UnsupportedExtension(),

        // Server certificates: what was seen in them before what only follows from the client's refusal.
        new ServerCertificateKeyMismatch(),
        new ServerCertificateExpired(),
        new ServerCertificateNotYetValid(),
        new ServerCertificateRevoked(),
        new ServerCertificateUnsupported(),
        new ServerCertificateNameMismatch(),
        new ServerCertificateChainIncomplete(),
        new ServerCertificateUntrusted(),

        // Weak, but no reason for a failure.
        new OldProtocolVersion(),
        new WeakCipherSuite(),
        new NoForwardSecrecy(),
        new NoSecureRenegotiation(),
        new CompressionEnabled(),
        new Ssl2HelloOffered(),
        new FallbackAttempt(),
        new NoExtendedMasterSecret(),

        // Server certificates that work with this client only.
        new ServerCertificateExpiresSoon(),
        new ServerCertificateWithoutNames(),
        new ServerCertificateVersionOne(),
        new ServerCertificateKeyTooSmall(),
        new ServerChainWeakSignature(),
        new ServerChainOutOfOrder(),
        new MustStapleWithoutStaple(),
        new ServerCertificateFromInspection(),
        new ServerChainSurplus(),

        // What an alert says, where no rule above explains it.
        new BadRecordMac(),
        new DecryptError(),
        new UnexpectedMessage(),
        new IllegalParameter(),
        new DecodeError(),
        new RecordOverflow(),
        new InternalError(),
        new HandshakeFailureUnspecified(),

        // Transport and capture: what says only how it ended comes after what says why.
        new NotTls(),
        new ServerNotTls(),
        new StartTlsRefused(),
        new StartTlsNotOffered(),
        new ProxyRefused(),
        new ConnectionRefused(),
        new ServerSilent(),
        new HandshakeStalled(),
        new ConnectionReset(),
        new ConnectionClosed(),

        // Where the client only closed, that is what is known; that it refused the certificate is what it may mean.
        new ServerCertificateRejected(),
        new CaptureIncomplete(),
        new OrderlyClose(),
        new ClosedWithoutNotify(),
        new AlertOfEarlierConnection(),
    ];

    /// <summary>The rules that may have something to say of a healthy handshake.</summary>
    public static IDiagnosisRule[] RulesForHealthy { get; } = Array.FindAll(Rules, rule => rule.Info.IsForHealthy);
}
