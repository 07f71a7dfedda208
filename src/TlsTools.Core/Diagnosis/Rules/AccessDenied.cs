using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>An end accepted the other's certificate and does not let it in.</summary>
internal sealed class AccessDenied : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(AccessDenied), Severity.Failure, "RFC 5246, 7.2.2; RFC 8446, 6.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (!examined.HasFailed || examined.Sign is not { Sender: { } sender } sign || !sign.IsAlert(sender, AlertDescription.AccessDenied))
        {
            return [];
        }

        string who = sender == Side.Server
            ? examined.SentChain.Length > 0 ? $"the client with the certificate '{examined.SentChain[0]}'" : "the client"
            : "the server";
        return [Info.Found(
            sender == Side.Server ? FindingSubject.Client : FindingSubject.Server,
            Confidence.Certain,
            $"The {(sender == Side.Server ? "server" : "client")} does not let {who} in: it ended the handshake with the alert access_denied, which means that the identity is known and not allowed.",
            sign.Evidence)];
    }
}
