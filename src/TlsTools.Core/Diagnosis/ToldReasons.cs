using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis;

/// <summary>
/// What a log tells beyond messages: the end that refused says in words why, or all that is known of an attempt is its alert. Both
/// speak with the ids of the rules for that cause.
/// </summary>
internal static class ToldReasons
{
    /// <summary>What an end said in words; asked before the rules, since its own words go before what follows from messages.</summary>
    public static IEnumerable<RuleFinding> InWords(DiagnosisCase examined)
    {
        // "certificate verify failed" stands beside the words that say why.
        bool isSpecific = examined.Handshake.Statements.Any(statement => ToldCause.Find(statement.Text) is { } told && !IsVague(told));
        HashSet<string> known = [];
        foreach (TlsStatement statement in examined.Handshake.Statements)
        {
            if (ToldCause.Find(statement.Text) is not { } told || (isSpecific && IsVague(told)))
            {
                continue;
            }

            // Who is the client is not told: what either would mean by it is named, and neither is sure.
            foreach (Side sender in statement.Sender is { } one ? [one] : (Side[])[Side.Client, Side.Server])
            {
                if (told.By(sender) is { } cause && known.Add(cause))
                {
                    Confidence confidence = statement.Sender is null && told.OfClient != told.OfServer ? Confidence.Possible : told.Confidence;
                    yield return Info(cause).Found(SubjectOf(cause, sender), confidence, Say(examined, cause, statement, sender, confidence), Rests(examined, statement));
                }
            }
        }

        foreach (RuleFinding finding in OldOffer(examined))
        {
            yield return finding;
        }
    }

    /// <summary>What an alert means of which nothing else is told; asked after the rules, where none of them explains it.</summary>
    public static IEnumerable<RuleFinding> OfBareAlert(DiagnosisCase examined)
    {
        if (examined.IsExplained || examined.Handshake.CaptureQuality is not null || examined.Handshake.Alert is not { Line: not null } alert
            || alert.Code is not byte code || alert.Level == "warning")
        {
            yield break;
        }

        AlertDescription description = new(code);
        foreach (Side sender in alert.Sender is { } one ? [one] : (Side[])[Side.Client, Side.Server])
        {
            (string Cause, Confidence Confidence, string Meaning)[] meanings = sender == Side.Server ? OfServer(examined, description) : OfClient(description);
            foreach ((string cause, Confidence confidence, string meaning) in meanings)
            {
                string who = alert.Sender is null ? $"One end, which the log does not tell, sent the alert {description}; if it was the {Name(sender)}," : $"The {Name(sender)} ended the handshake with the alert {description}, and the log tells no more of it:";
                yield return Info(cause).Found(
                    SubjectOf(cause, sender),
                    alert.Sender is null ? Confidence.Possible : confidence,
                    $"{who} {meaning}.",
                    [Evidence.Of(alert), .. examined.Handshake.Statements.Select(Evidence.Of)]);
            }
        }
    }

    // A server sends these about the client's certificate only, and the other way round.
    private static (string Cause, Confidence Confidence, string Meaning)[] OfServer(DiagnosisCase examined, AlertDescription alert) => alert switch
    {
        _ when alert == AlertDescription.BadCertificate =>
        [
            ("ClientCertificateMissing", Confidence.Possible, $"most often the client sent no certificate, because {Store(examined)}, or because the issuer of its certificate is not among the authorities that the server named in its request. Compare that list with the issuer of the client's certificate"),
            ("ClientCertificateRejected", Confidence.Possible, "else the client did send a certificate and the server had something against it: its issuer, its dates or its chain"),
        ],
        _ when alert == AlertDescription.CertificateRequired => [("ClientCertificateMissing", Confidence.Certain, "the server insists on a client certificate and the client sent none")],
        _ when alert == AlertDescription.UnknownCa => [("ClientCertificateUntrusted", Confidence.Likely, "the server does not know the authority that issued the client's certificate")],
        _ when alert == AlertDescription.CertificateExpired => [("ClientCertificateExpired", Confidence.Likely, "the client's certificate, or one above it, had expired by the server's clock")],
        _ when alert == AlertDescription.CertificateRevoked => [("ClientCertificateRevoked", Confidence.Likely, "the server holds the client's certificate for revoked")],
        _ when alert == AlertDescription.UnsupportedCertificate => [("ClientCertificateUnsupported", Confidence.Likely, "the client's certificate is of a kind, or for a purpose, that the server does not take")],
        _ when alert == AlertDescription.CertificateUnknown => [("ClientCertificateRejected", Confidence.Likely, "the server did not accept the client's certificate, and Java says this alert of every fault")],
        _ => OfNegotiation(alert),
    };

    private static (string Cause, Confidence Confidence, string Meaning)[] OfClient(AlertDescription alert) => alert switch
    {
        _ when alert == AlertDescription.UnknownCa => [("ServerCertificateUntrusted", Confidence.Likely, "the client does not know the authority that issued the server's certificate")],
        _ when alert == AlertDescription.CertificateExpired => [("ServerCertificateExpired", Confidence.Likely, "the server's certificate, or one above it, had expired by the client's clock")],
        _ when alert == AlertDescription.CertificateRevoked => [("ServerCertificateRevoked", Confidence.Likely, "the client holds the server's certificate for revoked")],
        _ when alert == AlertDescription.UnsupportedCertificate => [("ServerCertificateUnsupported", Confidence.Likely, "the server's certificate is of a kind, or for a purpose, that the client does not take")],
        _ when alert == AlertDescription.BadCertificate || alert == AlertDescription.CertificateUnknown =>
            [("ServerCertificateRejected", Confidence.Likely, "the client did not accept the server's certificate: it may be the issuer, the dates or the name")],
        _ => OfNegotiation(alert),
    };

    private static (string Cause, Confidence Confidence, string Meaning)[] OfNegotiation(AlertDescription alert) => alert switch
    {
        _ when alert == AlertDescription.ProtocolVersion => [("ProtocolVersionMismatch", Confidence.Certain, "the two ends have no version of the protocol in common")],
        _ when alert == AlertDescription.InappropriateFallback => [("DowngradeBlocked", Confidence.Certain, "the client came back with an older version, and the server has a newer one")],
        _ when alert == AlertDescription.UnrecognizedName => [("ServerNameUnrecognized", Confidence.Certain, "the server does not serve the name that the client asked for, or wants one")],
        _ when alert == AlertDescription.NoApplicationProtocol => [("AlpnMismatch", Confidence.Certain, "the two ends have no application protocol in common")],
        _ when alert == AlertDescription.UnknownPskIdentity => [("PskUnknown", Confidence.Certain, "the server does not know the identity of the pre-shared key")],
        _ => [],
    };

    // A client that can do no more than an old version, refused without a reason. Its suites may be too old as well.
    private static IEnumerable<RuleFinding> OldOffer(DiagnosisCase examined)
    {
        TlsHandshake handshake = examined.Handshake;
        bool isRefused = handshake.CaptureQuality is null && examined.HasFailed && handshake is { ClientHello: null, ServerHello: null }
            && handshake.OfferedVersions is { Count: > 0 } && examined.Sign is { Sender: Side.Server, Stage: FailureStage.ServerAnswers };
        bool isOpen = examined.Sign.Kind is FailureKind.Fin or FailureKind.Reset || examined.Sign.Description == AlertDescription.HandshakeFailure;
        if (!isRefused || !isOpen)
        {
            yield break;
        }

        Evidence[] evidence = [.. handshake.Messages.Where(message => message.HandshakeType == HandshakeType.ClientHello).Select(message => Evidence.Of(message, "version")), examined.Sign.Evidence];
        string offered = string.Join(", ", handshake.OfferedVersions!);
        if (handshake.OfferedVersions!.All(version => !version.IsTls13 && version.Code < ProtocolVersion.Tls12.Code))
        {
            yield return Info("ProtocolVersionMismatch").Found(
                FindingSubject.Client,
                Confidence.Likely,
                $"The client offered nothing newer than {offered}, and the server refused before it had chosen anything: most likely it takes TLS 1.2 and newer only. Else they have no cipher suite or compression method in common.",
                evidence);
        }

        if (handshake.Statements.FirstOrDefault(statement => statement.Text.Contains("iSaSiLk")) is { } library)
        {
            yield return Info("ServerNameMissing").Found(
                FindingSubject.Client,
                Confidence.Possible,
                "The client's library (Entrust IAIK iSaSiLk in Integration Server) sends no server name (SNI), and a server that needs one refuses at this point. Java's own library sends it.",
                [.. evidence, Evidence.Of(library)]);
        }
    }

    private static string Say(DiagnosisCase examined, string cause, TlsStatement statement, Side sender, Confidence confidence)
    {
        string who = statement.Sender is null ? "A log says" : $"The {Name(sender)}'s log says";
        string unsure = statement.Sender is null && confidence == Confidence.Possible ? $" If it is the {Name(sender)}'s, this is the cause." : string.Empty;
        string silence = cause == "ClientCertificateMissing" ? ClientSilence.Explain(examined) : string.Empty;
        string vague = confidence == Confidence.Likely && cause.EndsWith("Rejected", StringComparison.Ordinal) ? " Which fault it found is not said: it may be the issuer, the dates, the purpose or the chain." : string.Empty;
        return $"{who} why: \"{statement.Text}\".{vague}{unsure}{silence}";
    }

    private static Evidence[] Rests(DiagnosisCase examined, TlsStatement statement) =>
        examined.Sign.Kind is FailureKind.Alert && examined.Sign.Evidence is { } sign ? [Evidence.Of(statement), sign] : [Evidence.Of(statement)];

    private static string Store(DiagnosisCase examined) =>
        examined.Handshake.Statements.FirstOrDefault(statement => statement.Text.Contains("KeyAlias:")) is { } stores
            ? $"the key store that its log names (\"{stores.Text}\") has no certificate with a private key under that alias"
            : "its key store has none";

    private static bool IsVague(ToldCause told) => (told.OfServer ?? told.OfClient)!.EndsWith("Rejected", StringComparison.Ordinal);

    private static FindingSubject SubjectOf(string cause, Side sender) =>
        cause.StartsWith("Client", StringComparison.Ordinal) || cause == "NotTls" ? FindingSubject.Client
        : cause.StartsWith("Server", StringComparison.Ordinal) || sender == Side.Client ? FindingSubject.Server
        : FindingSubject.Client;

    private static string Name(Side side) => side == Side.Client ? "client" : "server";

    private static RuleInfo Info(string cause)
    {
        foreach (IDiagnosisRule rule in RuleCatalog.Rules)
        {
            if (rule.Info.Id == cause)
            {
                return rule.Info;
            }
        }

        throw new ArgumentException($"No rule is named {cause}.", nameof(cause));
    }
}
