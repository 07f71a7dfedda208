using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server asked for a client certificate, got none, and went on all the same.</summary>
internal sealed class ClientCertificateNotSent : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ClientCertificateNotSent), Severity.Information, "RFC 5246, 7.4.6; RFC 8446, 4.4.2.4");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.Handshake.Outcome != HandshakeOutcome.Completed)
        {
            return [];
        }

        (ClientAuthentication asked, Confidence confidence) = examined.ClientAuthentication;
        if (asked != ClientAuthentication.RequestedEmpty || examined.ClientRefusal is not null)
        {
            return [];
        }

        return
        [
            Info.Found(
                FindingSubject.Client,
                confidence,
                "The server asked for a client certificate, the client sent none, and the server completed the handshake all the same: it does not insist, or it refuses later, over the connection (nginx answers with HTTP 400).",
                examined.Find(HandshakeType.Certificate, Side.Client) is { } sent ? Evidence.Of(sent, "certificate_list is empty")
                : examined.Handshake.Alerts.FirstOrDefault(alert => alert.Code == AlertDescription.NoCertificate.Code) is { } alert ? Evidence.Of(alert)
                : Evidence.Of("lengths of the client's encrypted records", Side.Client)),
        ];
    }
}
