using System.Collections.Generic;

namespace TlsTools.Diagnosis.Rules;

/// <summary>A certificate of the server's chain is signed over MD5 or SHA-1.</summary>
internal sealed class ServerChainWeakSignature : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ServerChainWeakSignature), Severity.Warning, "RFC 9155; RFC 8446, 4.4.2.4");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined) => examined.ServerTraits.WeaklySigned is not { } certificate ? [] :
    [
        Info.Found(
            FindingSubject.Server,
            Confidence.Certain,
            $"The certificate '{certificate}' in the server's chain is signed with {certificate.SignatureAlgorithm}, which can be forged; browsers refuse it, OpenSSL 3 from security level 1 on, and Java below the authorities that the JDK brings along.",
            examined.ServerChainEvidence("signatureAlgorithm")),
    ];
}
