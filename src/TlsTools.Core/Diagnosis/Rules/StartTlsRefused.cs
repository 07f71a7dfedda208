using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The client asked for TLS within a plaintext protocol, and the server refused.</summary>
internal sealed class StartTlsRefused : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(StartTlsRefused), Severity.Failure, "RFC 3207, 4; RFC 4511, 4.14; RFC 2595");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.Handshake is not { Refusal: { IsNotOffered: false } refusal, Carrier: { } carrier } || ProxyRefused.IsProxy(carrier))
        {
            return [];
        }

        return [Info.Found(
            FindingSubject.Server,
            Confidence.Certain,
            $"The client asked for TLS by way of {carrier}, and the server refused: \"{refusal.Text}\".",
            Evidence.Of(refusal.Text, Side.Server, refusal.Packet))];
    }
}
