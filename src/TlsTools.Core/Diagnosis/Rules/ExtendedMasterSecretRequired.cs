using System;
using System.Collections.Generic;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Diagnosis.Rules;

/// <summary>An end goes on only with the extended master secret, which the other does not have.</summary>
internal sealed class ExtendedMasterSecretRequired : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ExtendedMasterSecretRequired), Severity.Failure, "RFC 7627, 5.2 and 5.3");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (!examined.HasFailed
            || examined.Sign is not { Kind: FailureKind.Alert, Description: { } alert, Stage: FailureStage.ServerAnswers or FailureStage.ClientJudges }
            || alert != AlertDescription.HandshakeFailure
            || examined.Handshake.ClientHello is not { } hello
            || hello.IsSsl2Form)
        {
            return [];
        }

        return examined.Sign.Sender == Side.Client && hello.Extension(ExtensionType.ExtendedMasterSecret) is not null
            ? RefusedByClient(examined, hello)
            : examined.Offer.FindingsOf(OfferPart.ExtendedMasterSecret, Info);
    }

    private IEnumerable<RuleFinding> RefusedByClient(DiagnosisCase examined, ClientHello hello)
    {
        if (examined.Handshake is not { ServerHello: { Fault: null } answer, Version.IsTls13: false }
            || answer.Extension(ExtensionType.ExtendedMasterSecret) is not null
            || NoSecureRenegotiation.IsMissing(hello, answer))
        {
            return [];
        }

        // RFC 7627, 5.3: a session that was made with it must not be resumed without.
        bool isResumption = hello.SessionId is { Length: > 0 } session && session.AsSpan().SequenceEqual(answer.SessionId)
            && examined.Find(HandshakeType.Certificate, Side.Server) is null;
        return [Info.Found(
            FindingSubject.Server,
            isResumption ? Confidence.Likely : Confidence.Possible,
            isResumption
                ? "The server resumed a session without the extended master secret, and the client refused that with the alert handshake_failure: most likely the session had been made with it."
                : "The server does not support the extended master secret (its ServerHello does not have it), and the client ended the handshake with the alert handshake_failure; perhaps it asks for it.",
            examined.EvidenceOf(answer, "no extended_master_secret"),
            examined.Sign.Evidence)];
    }
}
