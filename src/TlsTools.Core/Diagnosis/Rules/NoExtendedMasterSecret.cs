using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The keys are not bound to the handshake: the extended master secret was not agreed.</summary>
internal sealed class NoExtendedMasterSecret : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(NoExtendedMasterSecret), Severity.Information, "RFC 7627, 5.2; RFC 9325, 3.5");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined) =>
        examined.Handshake is { Outcome: HandshakeOutcome.Completed, ClientHello: { IsSsl2Form: false } hello, ServerHello: { Fault: null } answer, Version: { IsTls13: false } version }
        && version.Code >= ProtocolVersion.Tls10.Code
        && answer.Extension(ExtensionType.ExtendedMasterSecret) is null
            ? [Found(examined, hello, answer)]
            : [];

    private RuleFinding Found(DiagnosisCase examined, ClientHello hello, ServerHello answer)
    {
        bool isClient = hello.Extension(ExtensionType.ExtendedMasterSecret) is null;
        return Info.Found(
            isClient ? FindingSubject.Client : FindingSubject.Server,
            Confidence.Certain,
            $"The {(isClient ? "client did not offer" : "server did not take")} the extended master secret, which ends under FIPS rules ask for.",
            isClient ? examined.EvidenceOf(hello, "no extended_master_secret") : examined.EvidenceOf(answer, "no extended_master_secret"));
    }
}
