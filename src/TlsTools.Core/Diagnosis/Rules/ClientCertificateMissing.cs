using System;
using System.Collections.Generic;
using System.Linq;
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
        if (examined.ClientRefusal is not { IsEmpty: true } refusal || Array.IndexOf(s_ofOtherThings, refusal.Alert?.Code) >= 0)
        {
            return [];
        }

        TlsHandshake? content = examined.Elsewhere.FirstOrDefault(other => other.ClientAuthentication == ClientAuthentication.RequestedEmpty && !other.IsUnanswered);
        string doubt = content is null ? string.Empty : $" Yet the same server completed handshake {content.Number}, in which no certificate was sent either.";
        return
        [
            Info.Found(
                FindingSubject.Client,
                content is not null ? Confidence.Possible : Judge(examined, refusal),
                $"The server asked for a client certificate and the client sent none{refusal.Basis}; {refusal.How}.{ClientSilence.Explain(examined)}{doubt}",
                [Answer(examined), .. Request(examined), refusal.Sign.Evidence]),
        ];
    }

    // A server that closes although nobody has asked it anything may just have waited long enough.
    private static Confidence Judge(DiagnosisCase examined, ClientRefusal refusal) =>
        !refusal.IsSilent ? refusal.Confidence
        : examined.HasFailed || examined.Handshake.IsUnanswered ? Confidence.Likely
        : Confidence.Possible;

    private static Evidence Answer(DiagnosisCase examined) =>
        examined.Find(HandshakeType.Certificate, Side.Client) is { } sent ? Evidence.Of(sent, "certificate_list is empty")
        : examined.Handshake.Alerts.FirstOrDefault(alert => alert.Sender == Side.Client && alert.Code == AlertDescription.NoCertificate.Code) is { } alert ? Evidence.Of(alert)
        : Evidence.Of("lengths of the client's encrypted records", Side.Client);

    private static IEnumerable<Evidence> Request(DiagnosisCase examined) =>
        examined.Handshake.CertificateRequest is { } request ? [examined.EvidenceOf(request, "certificate_authorities")] : [];

    // What an empty answer cannot be the reason of.
    private static readonly byte?[] s_ofOtherThings = [AlertDescription.IllegalParameter.Code, AlertDescription.DecryptError.Code];
}
