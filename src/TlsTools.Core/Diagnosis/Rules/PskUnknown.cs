using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Extensions;
using TlsTools.Tls.Messages;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server does not know the client's pre-shared key by its name, or has another one under it.</summary>
internal sealed class PskUnknown : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(PskUnknown), Severity.Failure, "RFC 4279, 2; RFC 8446, 4.2.11");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (!examined.HasFailed || examined.Sign is not { Kind: FailureKind.Alert, Sender: Side.Server, Description: { } alert })
        {
            return [];
        }

        TlsHandshake handshake = examined.Handshake;
        if (alert == AlertDescription.UnknownPskIdentity)
        {
            return [Info.Found(
                FindingSubject.Client,
                Confidence.Certain,
                "The server does not know the name of the client's pre-shared key, as its alert unknown_psk_identity says.",
                examined.Sign.Evidence)];
        }
        else if (handshake is { ServerHello: null, ClientHello: { } hello } && hello.Extension<PreSharedKeyOffer>() is not null && IsRefusal(alert))
        {
            bool isOfBinder = alert == AlertDescription.IllegalParameter || alert == AlertDescription.DecryptError;
            return [Info.Found(
                FindingSubject.Client,
                isOfBinder ? Confidence.Likely : Confidence.Possible,
                $"The client offered a pre-shared key, and the server refused the ClientHello with the alert {alert}: {(isOfBinder ? "most likely" : "perhaps")} it has another key under that name, so that the client's proof (binder) is wrong.",
                examined.EvidenceOf(hello, "pre_shared_key"),
                examined.Sign.Evidence)];
        }
        else if (handshake is { CipherSuite: { } suite, Version.IsTls13: false } && SuiteTraits.NeedsSharedKey(suite) && examined.Sign.Stage == FailureStage.ServerJudges && IsRefusal(alert))
        {
            string what = alert == AlertDescription.BadRecordMac || alert == AlertDescription.DecryptError ? "it has another key under that name, or none, which it does not tell" : "it does not know that name, or cannot read its list of keys";
            string name = handshake.ClientKeyExchange is { PskIdentity: { Length: > 0 } identity } ? $" under the name {identity}" : string.Empty;
            HandshakeMessage? sent = handshake.ClientKeyExchange ?? (HandshakeMessage?)handshake.ServerHello;
            return [Info.Found(
                FindingSubject.Client,
                Confidence.Likely,
                $"The client used a pre-shared key{name} ({suite}), and the server answered with the alert {alert}: most likely {what}.",
                [.. sent is null ? Enumerable.Empty<Evidence>() : [examined.EvidenceOf(sent, "psk_identity")], examined.Sign.Evidence])];
        }

        return [];
    }

    private static bool IsRefusal(AlertDescription alert) =>
        alert == AlertDescription.IllegalParameter || alert == AlertDescription.DecryptError || alert == AlertDescription.BadRecordMac
        || alert == AlertDescription.InternalError || alert == AlertDescription.HandshakeFailure || alert == AlertDescription.DecryptionFailed;
}
