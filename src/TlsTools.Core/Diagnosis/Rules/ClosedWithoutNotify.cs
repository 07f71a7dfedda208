using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>A connection that worked was ended without close_notify.</summary>
internal sealed class ClosedWithoutNotify : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ClosedWithoutNotify), Severity.Information, "RFC 8446, 6.1; RFC 5246, 7.2.1");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.Handshake is not { Outcome: HandshakeOutcome.Completed, Phase: HandshakePhase.ApplicationData, EndedBy: ConnectionEnding.Fin or ConnectionEnding.Reset, EndedBySide: { } side, IsUnanswered: false } handshake || examined.HasHole || examined.ServerRefusal is not null)
        {
            return [];
        }

        bool byServer = side == Side.Server;
        return [Info.Found(
            byServer ? FindingSubject.Server : FindingSubject.Client,
            handshake.Version is { IsTls13: true } ? Confidence.Likely : Confidence.Certain,
            $"The {(byServer ? "server" : "client")} ended the connection after data had flowed and did not say close_notify, so the other end cannot know whether it got everything; OpenSSL 3 answers that with the alert decode_error or the error \"unexpected eof\", which is an effect.",
            Evidence.Of(handshake.EndedBy == ConnectionEnding.Fin ? "TCP FIN" : "TCP RST", side, handshake.EndPacket))];
    }
}
