using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server asked for a client certificate, the client sent none, and that was the end.</summary>
internal sealed class ClientCertificateMissing : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ClientCertificateMissing), Severity.Failure, "RFC 5246, 7.4.6; RFC 8446, 4.4.2.4");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        (ClientAuthentication asked, Confidence confidence) = examined.ClientAuthentication;
        if (asked != ClientAuthentication.RequestedEmpty || !examined.HasFailed || examined.Sign.Sender != Side.Server)
        {
            yield break;
        }

        yield return Info.Found(
            FindingSubject.Client,
            confidence,
            $"The server asked for a client certificate and the client sent none; {How(examined.Sign)}.",
            examined.Find(HandshakeType.Certificate, Side.Client) is { } sent ? Evidence.Of(sent, "certificate_list is empty") : Evidence.Of("lengths of the client's encrypted records", Side.Client),
            examined.Sign.Evidence);
    }

    private static string How(FailureSign sign) => sign.Kind switch
    {
        FailureKind.Alert => $"the server ended the handshake with the alert {sign.Description}",
        FailureKind.EncryptedAlert => "the server ended the handshake with an alert that is encrypted",
        _ => "the server closed the connection without an alert",
    };
}
