using System.Collections.Generic;

namespace TlsTools.Diagnosis.Rules;

/// <summary>A certificate of the client's chain is signed over MD5 or SHA-1.</summary>
internal sealed class ClientChainWeakSignature : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ClientChainWeakSignature), Severity.Warning, "RFC 9155; RFC 8446, 4.4.2.4");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined) => examined.ClientTraits.WeaklySigned is not { } certificate ? [] :
    [
        Info.Found(
            FindingSubject.Client,
            Confidence.Certain,
            $"The certificate '{certificate}' in the client's chain is signed with {certificate.SignatureAlgorithm}, which can be forged; OpenSSL 3 refuses it from security level 1 on, Java below the authorities that the JDK brings along.",
            examined.EvidenceOf(examined.Handshake.ClientCertificateMessage!, "signatureAlgorithm")),
    ];
}
