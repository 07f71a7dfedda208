using System.Collections.Generic;
using TlsTools.Diagnosis.Rules;

namespace TlsTools.Diagnosis;

/// <summary>All rules. Of findings that are equally sure, that of the rule that stands first comes first.</summary>
internal static class RuleCatalog
{
    /// <summary>The rules: one row each.</summary>
    public static IReadOnlyList<IDiagnosisRule> Rules { get; } =
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

        new ProtocolVersionMismatch(),
    ];
}
