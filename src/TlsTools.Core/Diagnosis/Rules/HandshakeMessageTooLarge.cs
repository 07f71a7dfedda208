using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>An end sent a message that is longer than the other takes.</summary>
internal sealed class HandshakeMessageTooLarge : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(HandshakeMessageTooLarge), Severity.Failure, "RFC 5246, 7.2.2; RFC 8446, 4");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined) => !examined.HasFailed ? [] : examined.Sign switch
    {
        { Kind: FailureKind.Alert, Sender: { } refuser } sign when FindLongest(examined.Handshake, refuser) is { } message => ExamineMessage(sign, refuser, message),
        { Kind: FailureKind.EncryptedAlert, Sender: Side.Client, Stage: FailureStage.ClientJudges } sign => ExamineRecords(examined.Handshake, sign),
        _ => [],
    };

    private IEnumerable<RuleFinding> ExamineMessage(FailureSign sign, Side refuser, TlsMessage message)
    {
        (int limit, string software, Confidence confidence) = sign.Description!.Value.Code switch
        {
            UnexpectedMessage => (JavaLimit, "Java", Confidence.Certain),
            IllegalParameter => (OpenSslLimit, "OpenSSL", Confidence.Certain),
            DecodeError or RecordOverflow or InternalError or HandshakeFailure => (JavaLimit, "Java", Confidence.Likely),
            _ => (int.MaxValue, string.Empty, Confidence.Possible),
        };
        if (message.Length <= limit)
        {
            return [];
        }

        string sender = refuser == Side.Client ? "server" : "client";
        string other = refuser == Side.Client ? "client" : "server";
        return [Info.Found(
            refuser == Side.Client ? FindingSubject.Server : FindingSubject.Client,
            confidence,
            $"The {sender}'s {message.Summary.Split(' ')[0]} has {message.Length} bytes; {software} takes no message of more than {limit} unless it is told to, and the {other} ended the handshake with the alert {sign.Description}.",
            Evidence.Of(message, "length"),
            sign.Evidence)];
    }

    // Where the messages of TLS 1.3 are encrypted, full records in a row tell that one goes on over them.
    private IEnumerable<RuleFinding> ExamineRecords(TlsHandshake handshake, FailureSign sign)
    {
        TlsMessage? first = null;
        long length = 0;
        foreach (TlsMessage message in handshake.AllMessages)
        {
            if (message is not { Sender: Side.Server, ContentType: ContentType.ApplicationData, Encrypted: true, HandshakeType: null })
            {
                continue;
            }

            first = length == 0 ? message : first;
            length += (message.Length ?? 0) - Overhead;
            if (length > JavaLimit)
            {
                break;
            }

            length = message.Length is FullRecord ? length : 0;
        }

        if (length <= JavaLimit)
        {
            return [];
        }

        return [Info.Found(
            FindingSubject.Server,
            Confidence.Likely,
            $"The server sent an encrypted message of more than {JavaLimit} bytes, as its full records show: most likely a request for a client certificate that names hundreds of authorities. Java takes no message of that length unless it is told to, and the client ended the handshake with an alert that is encrypted.",
            Evidence.Of(first!, "full records in a row"),
            sign.Evidence)];
    }

    private static TlsMessage? FindLongest(TlsHandshake handshake, Side refuser)
    {
        TlsMessage? longest = null;
        foreach (TlsMessage message in handshake.AllMessages)
        {
            if (message.Sender != refuser && message.HandshakeType is not null && message.Length > (longest?.Length ?? JavaLimit))
            {
                longest = message;
            }
        }

        return longest;
    }

    private const byte UnexpectedMessage = 10;
    private const byte RecordOverflow = 22;
    private const byte HandshakeFailure = 40;
    private const byte IllegalParameter = 47;
    private const byte DecodeError = 50;
    private const byte InternalError = 80;

    // RFC 8446, 5.2: 2^14 bytes of content, one of type and 16 of tag.
    private const int Overhead = 17;
    private const int FullRecord = 16384 + Overhead;

    // JDK: jdk.tls.maxHandshakeMessageSize, 32,768 unless it is set.
    private const int JavaLimit = 32768;

    // OpenSSL: SSL_MAX_CERT_LIST_DEFAULT, 100 KB unless SSL_CTX_set_max_cert_list is called.
    private const int OpenSslLimit = 102400;
}
