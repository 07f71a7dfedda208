using System.Collections.Generic;

namespace TlsTools.Diagnosis.Rules;

/// <summary>A key of the server's chain is shorter than many clients accept.</summary>
internal sealed class ServerCertificateKeyTooSmall : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ServerCertificateKeyTooSmall), Severity.Warning, "RFC 9325, 4.3; RFC 8446, C.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined) => examined.ServerTraits.SmallKeyed is not { } certificate ? [] :
    [
        Info.Found(
            FindingSubject.Server,
            Confidence.Certain,
            $"The key of the certificate '{certificate}' in the server's chain is {certificate.PublicKey}; OpenSSL at security level 2 refuses RSA keys of fewer than 2048 bits, Java those of fewer than 1024.",
            examined.ServerChainEvidence("subjectPublicKeyInfo")),
    ];
}
