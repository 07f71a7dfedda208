using System.Collections.Generic;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server has no key that can sign in one of the schemes that the client takes.</summary>
internal sealed class ServerSignatureAlgorithmMismatch : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ServerSignatureAlgorithmMismatch), Severity.Failure, "RFC 8446, 4.2.3; RFC 5246, 7.4.1.4.1");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined) =>
        examined.HasFailed ? examined.Offer.FindingsOf(OfferPart.SignatureSchemes, Info) : [];
}
