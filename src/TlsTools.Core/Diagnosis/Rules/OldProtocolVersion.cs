using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>Both ends agreed on a version that is withdrawn.</summary>
internal sealed class OldProtocolVersion : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(OldProtocolVersion), Severity.Warning, "RFC 8996, 4 and 5; RFC 7568, 3");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined) =>
        examined.Handshake is { Outcome: HandshakeOutcome.Completed, Version: { IsTls13: false } version } && version.Code < ProtocolVersion.Tls12.Code && version != ProtocolVersion.Tlcp11
            ? [Found(examined, version)]
            : [];

    private RuleFinding Found(DiagnosisCase examined, ProtocolVersion version)
    {
        bool isClient = examined.Handshake.ClientHello is { } hello && !hello.OfferedVersions.Contains(ProtocolVersion.Tls12) && !hello.OfferedVersions.Contains(ProtocolVersion.Tls13);
        return Info.Found(
            isClient ? FindingSubject.Client : FindingSubject.Server,
            Confidence.Certain,
            isClient
                ? $"Both ends agreed on {version}, which is withdrawn; the client offers nothing newer."
                : $"Both ends agreed on {version}, which is withdrawn; the server chose it.",
            examined.Handshake.ServerHello is { } answer ? examined.EvidenceOf(answer, $"{version}") : Evidence.Of("negotiated version", Side.Server));
    }
}
