using System;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis;

/// <summary>
/// That a server ended the connection over the client's answer to its request for a certificate: by an alert that tells of
/// certificates, by one that is encrypted, or, as .NET on Linux and Windows do, by closing without a word.
/// </summary>
internal sealed class ClientRefusal
{
    private readonly Lazy<ClientChain?> _chain;
    private readonly string _ended;

    private ClientRefusal(DiagnosisCase examined, ClientAuthentication answer, Confidence confidence)
    {
        Sign = examined.Sign;
        IsEmpty = answer == ClientAuthentication.RequestedEmpty;
        Confidence = confidence;
        _ended = examined.HasFailed ? "handshake" : "connection";
        _chain = new(() => IsEmpty ? null : ClientChain.Of(examined));
    }

    /// <summary>The sign of it.</summary>
    public FailureSign Sign { get; }

    /// <summary>Whether the client had sent no certificate; otherwise it had sent one.</summary>
    public bool IsEmpty { get; }

    /// <summary>How sure it is what the client answered: in TLS 1.3 only the lengths of records tell.</summary>
    public Confidence Confidence { get; }

    /// <summary>The server's alert; null where it is encrypted or there was none.</summary>
    public AlertDescription? Alert => Sign.Description;

    /// <summary>Whether the server said nothing at all.</summary>
    public bool IsSilent => Sign.Kind is FailureKind.Fin or FailureKind.Reset;

    /// <summary>Whether the server's way leaves open what it had against the certificate: other servers, and this one, say the same of other faults.</summary>
    public bool IsUnspecific => Alert is not { } alert || Array.IndexOf(s_unspecific, alert.Code) >= 0;

    /// <summary>The chain that the client sent, or the only one that it can have sent; null where that is not known.</summary>
    public ClientChain? Chain => _chain.Value;

    /// <summary>What the server did, as the second half of a sentence.</summary>
    public string How => $"the server {Act}";

    /// <summary>What the server did, for a sentence that has named it.</summary>
    public string Act => Sign.Kind switch
    {
        FailureKind.Alert => $"ended the {_ended} with the alert {Sign.Description}",
        FailureKind.EncryptedAlert => $"ended the {_ended} with an alert that is encrypted",
        FailureKind.Reset => "reset the connection without an alert",
        _ => "closed the connection without an alert",
    };

    /// <summary>By what it is known what the client answered, as a part of a sentence; empty where the answer itself was seen.</summary>
    public string Basis => Confidence == Confidence.Certain ? string.Empty : ", as the lengths of the encrypted records show";

    /// <summary>From where the chain is known, as a sentence with a blank before it; empty where the handshake shows it.</summary>
    public string Note => Chain is { IsSeen: false } ? " The handshake hides the certificate; this is the only one that the client has by what was given." : string.Empty;

    /// <summary>Finds it; null where the server ended the connection for another reason, or not at all.</summary>
    public static ClientRefusal? Find(DiagnosisCase examined)
    {
        // Most servers ask for no certificate.
        (ClientAuthentication answer, Confidence confidence) = examined.ClientAuthentication;
        return answer is ClientAuthentication.RequestedEmpty or ClientAuthentication.Sent
            && !examined.IsHealthy && examined.Sign.Sender == Side.Server && IsRefusal(examined, examined.Sign)
            ? new ClientRefusal(examined, answer, confidence)
            : null;
    }

    /// <summary>Whether the server gave a certain alert.</summary>
    public bool Says(AlertDescription alert) => Alert is { } given && given == alert;

    /// <summary>The confidence, or as much of it as is possible by what was seen of the client's answer.</summary>
    public Confidence AtMost(Confidence confidence)
    {
        Confidence seen = Chain is { IsSeen: false } ? Confidence.Likely : Confidence;
        return confidence < seen ? confidence : seen;
    }

    private static bool IsRefusal(DiagnosisCase examined, FailureSign sign) => sign.Kind switch
    {
        // The one alert that needs no context comes late where the server asked after the handshake (RFC 8446, 4.6.2).
        FailureKind.Alert when sign.Description == AlertDescription.CertificateRequired => true,
        FailureKind.Alert => examined.HasFailed && sign.Stage == FailureStage.ServerJudges && Array.IndexOf(s_ofCertificates, sign.Description!.Value.Code) >= 0,
        FailureKind.EncryptedAlert => examined.HasFailed && sign.Stage == FailureStage.ServerJudges,

        // A server that refuses without a word has first completed the handshake, or not even that.
        FailureKind.Fin or FailureKind.Reset => !examined.HasHole
            && (examined.HasFailed ? sign.Stage == FailureStage.ServerJudges : examined.Handshake.ServerSentNoData && examined.RenegotiationRefusal is null),
        _ => false,
    };

    // OpenSSL says 40 of faults that its callback finds, Java 46 of everything, NSS and others 42.
    private static readonly byte[] s_unspecific =
    [
        AlertDescription.HandshakeFailure.Code, AlertDescription.BadCertificate.Code, AlertDescription.CertificateUnknown.Code,
    ];

    private static readonly byte[] s_ofCertificates =
    [
        .. s_unspecific,
        AlertDescription.NoCertificate.Code, AlertDescription.UnsupportedCertificate.Code, AlertDescription.CertificateRevoked.Code,
        AlertDescription.CertificateExpired.Code, AlertDescription.UnknownCa.Code, AlertDescription.AccessDenied.Code,
        AlertDescription.DecodeError.Code, AlertDescription.DecryptError.Code, AlertDescription.IllegalParameter.Code,
        AlertDescription.CertificateRequired.Code,
    ];
}
