using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The client looked for TLS within a plaintext protocol, and the server does not offer it.</summary>
internal sealed class StartTlsNotOffered : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(StartTlsNotOffered), Severity.Failure, "RFC 3207, 4; RFC 2595");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.Handshake is not { Refusal: { IsNotOffered: true } refusal, Carrier: { } carrier })
        {
            return [];
        }

        return [Info.Found(
            FindingSubject.Server,
            Confidence.Certain,
            $"There was no TLS by way of {carrier}. {refusal.Text}",
            Evidence.Of(refusal.Text, Side.Server, refusal.Packet))];
    }
}
