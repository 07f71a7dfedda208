using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The TCP connection was refused.</summary>
internal sealed class ConnectionRefused : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ConnectionRefused), Severity.Failure, "RFC 9293, 3.5.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.Handshake is not { Connected: false, EndedBy: ConnectionEnding.Reset, EndedBySide: Side.Server } handshake)
        {
            return [];
        }

        return [Info.Found(
            FindingSubject.Server,
            Confidence.Certain,
            $"The TCP connection to {handshake.Server} was refused: nothing listens on that port, or a firewall rejects it. TLS was never begun.",
            Evidence.Of("TCP RST in answer to the SYN", Side.Server, handshake.EndPacket))];
    }
}
