using System.Collections.Generic;
using System.Linq;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>An end noticed that the other would take a newer version, and refused the older one.</summary>
internal sealed class DowngradeBlocked : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(DowngradeBlocked), Severity.Failure, "RFC 7507, 3; RFC 8446, 4.1.3");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (!examined.HasFailed || examined.Handshake.ClientHello is not { } hello || examined.Sign.Description is not { } alert)
        {
            return [];
        }

        if (examined.Sign.Sender == Side.Server && alert == AlertDescription.InappropriateFallback)
        {
            return [Info.Found(
                FindingSubject.Client,
                Confidence.Certain,
                $"The client came back with {string.Join(", ", hello.OfferedVersions)} only and said so (TLS_FALLBACK_SCSV); the server has a newer version and refused the step down with the alert inappropriate_fallback. What counts is why the attempt before it failed{FirstFailure(examined)}.",
                [examined.EvidenceOf(hello, "TLS_FALLBACK_SCSV"), examined.Sign.Evidence, .. examined.EarlierFailures.Take(1).Select(first => FailureSign.Read(first).Evidence)])];
        }

        if (examined.Sign.Sender == Side.Client
            && (alert == AlertDescription.IllegalParameter || alert == AlertDescription.ProtocolVersion || alert == AlertDescription.HandshakeFailure)
            && examined.Handshake.ServerHello is { DowngradeSignal: { } signal } answer
            && hello.OfferedVersions.Any(version => version.IsTls13 || version.Code > answer.SelectedVersion.Code))
        {
            return [Info.Found(
                FindingSubject.Network,
                alert == AlertDescription.IllegalParameter ? Confidence.Certain : Confidence.Likely,
                $"The client offered {string.Join(", ", hello.OfferedVersions)} and got {answer.SelectedVersion}, although the server says in its random that it has {(signal == ProtocolVersion.Tls12 ? "TLS 1.3" : "TLS 1.2")}: the client refused that with the alert {alert}. Something between both changed the offer, or the server answers like one behind such a box.",
                examined.EvidenceOf(hello, "supported_versions"),
                examined.EvidenceOf(answer, "random ends with DOWNGRD"),
                examined.Sign.Evidence)];
        }

        return [];
    }

    private static string FirstFailure(DiagnosisCase examined) => examined.EarlierFailures is [{ } first, ..]
        ? $": {FallbackAttempt.Describe(first)}"
        : "; look for it before this one";
}
