using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>A proxy did not open the tunnel through which TLS was to go.</summary>
internal sealed class ProxyRefused : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ProxyRefused), Severity.Failure, "RFC 9110, 9.3.6; RFC 1928, 6");

    /// <summary>Whether a carrier is a proxy's tunnel.</summary>
    public static bool IsProxy(string carrier) => carrier is "HttpConnect" or "Socks";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.Handshake is not { Refusal: { IsNotOffered: false } refusal, Carrier: { } carrier } || !IsProxy(carrier))
        {
            return [];
        }

        return [Info.Found(
            FindingSubject.Network,
            Confidence.Certain,
            $"The proxy did not open a tunnel for TLS: \"{refusal.Text}\". The server behind it was not reached.",
            Evidence.Of(refusal.Text, Side.Server, refusal.Packet))];
    }
}
