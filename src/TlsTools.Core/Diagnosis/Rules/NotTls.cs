using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The client spoke plaintext to a server that expects TLS.</summary>
internal sealed class NotTls : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(NotTls), Severity.Failure, "RFC 8446, 5.1; RFC 9110, 4.2.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        TlsHandshake handshake = examined.Handshake;
        if (handshake.Outcome == HandshakeOutcome.Completed || handshake.Refusal is not null)
        {
            return [];
        }

        if (examined.Sign is { Kind: FailureKind.Plaintext, Sender: Side.Client, Evidence: { } sent } && handshake.Plaintext is { } plaintext)
        {
            TlsMessage? answer = FindAnswer(handshake);
            return [Info.Found(
                FindingSubject.Client,
                answer is null ? Confidence.Likely : Confidence.Certain,
                $"The client sent {Name(plaintext)} without TLS (\"{plaintext.Text}\"); {HowItWasTaken(handshake, answer)}.",
                answer is null ? [sent, EndOf(handshake)] : [sent, Evidence.Of(answer)])];
        }
        else if (handshake.Carrier == ProxyHeader && examined.Sign is { Stage: FailureStage.ServerAnswers, Sender: Side.Server } sign && IsPuzzled(sign))
        {
            return [Info.Found(
                FindingSubject.Client,
                Confidence.Likely,
                "The client's side sent a header of the PROXY protocol before TLS, and the server refused what it got before it answered the ClientHello: it takes the header for a broken record.",
                Evidence.Of("header of the PROXY protocol", Side.Client),
                sign.Evidence)];
        }

        return [];
    }

    private static TlsMessage? FindAnswer(TlsHandshake handshake)
    {
        foreach (TlsMessage message in handshake.AllMessages)
        {
            if (message.Sender == Side.Server)
            {
                return message;
            }
        }

        return null;
    }

    private static string Name(Plaintext plaintext) => plaintext.Protocol switch
    {
        "http" => "an HTTP request",
        "proxy" => "a header of the PROXY protocol",
        { } protocol => $"{protocol.ToUpperInvariant()}",
        null => "something that is no TLS",
    };

    private static string HowItWasTaken(TlsHandshake handshake, TlsMessage? answer) => answer switch
    {
        { Alert: { Encrypted: false } alert } => $"the server expects TLS and answered with the alert {alert.Description}",
        { ContentType: null } => "the server answered in plaintext that it expects TLS",
        not null => "the server answered with TLS",
        null => handshake.EndedBy == ConnectionEnding.Reset
            ? "the server reset the connection, as servers do that expect TLS"
            : "the server closed the connection without a word, as servers do that expect TLS",
    };

    private static Evidence EndOf(TlsHandshake handshake) =>
        Evidence.Of(handshake.EndedBy == ConnectionEnding.Reset ? "TCP RST" : "TCP FIN", handshake.EndedBySide, handshake.EndPacket);

    // What servers make of the letters "PROXY": no record type, no version of TLS, or nothing at all.
    private static bool IsPuzzled(FailureSign sign) =>
        sign.Kind is FailureKind.Fin or FailureKind.Reset
        || (sign.Description is { } given
            && (given.Equals(AlertDescription.UnexpectedMessage)
                || given.Equals(AlertDescription.ProtocolVersion)
                || given.Equals(AlertDescription.DecodeError)
                || given.Equals(AlertDescription.RecordOverflow)));

    private const string ProxyHeader = "ProxyProtocol";
}
