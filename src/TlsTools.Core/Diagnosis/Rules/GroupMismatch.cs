using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Diagnosis.Rules;

/// <summary>Client and server have no group for the key exchange in common.</summary>
internal sealed class GroupMismatch : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(GroupMismatch), Severity.Failure, "RFC 8446, 4.2.7; RFC 8422, 4; RFC 7919, 4");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (!examined.HasFailed || examined.Handshake.ClientHello is not { } hello)
        {
            return [];
        }

        return examined.Sign is { Sender: Side.Client, Kind: FailureKind.Alert } ? RefusedByClient(examined, hello)
            : examined.Handshake.HelloRetryRequest && examined.Sign is { Sender: Side.Server, Stage: FailureStage.ServerAnswers } ? RefusedRetry(examined)
            : examined.Offer.FindingsOf(OfferPart.Groups, Info);
    }

    // The server asked for, or took, a group that the client had not offered.
    private IEnumerable<RuleFinding> RefusedByClient(DiagnosisCase examined, ClientHello hello)
    {
        bool isFitting = examined.Sign.Description is { } alert
            && (alert == AlertDescription.IllegalParameter || alert == AlertDescription.HandshakeFailure || alert == AlertDescription.InsufficientSecurity);
        if (!isFitting || hello.SupportedGroups.Count == 0 || Choice(examined.Handshake) is not { } choice || hello.SupportedGroups.Contains(choice.Group))
        {
            return [];
        }

        return [Info.Found(
            FindingSubject.Server,
            Confidence.Certain,
            $"The server wanted the group {choice.Group} for the key exchange, which the client had not offered ({SuiteTraits.Few(hello.SupportedGroups)}), and the client refused it with the alert {examined.Sign.Description}.",
            examined.EvidenceOf(hello, "supported_groups"),
            examined.EvidenceOf(choice.Message, "group"),
            examined.Sign.Evidence)];
    }

    private static (NamedGroup Group, HandshakeMessage Message)? Choice(TlsHandshake handshake)
    {
        foreach (TlsMessage message in handshake.AllMessages)
        {
            NamedGroup? group = message.Handshake switch
            {
                ServerHello hello => hello.SelectedGroup,
                ServerKeyExchange exchange => exchange.Group,
                _ => null,
            };
            if (group is { } chosen)
            {
                return (chosen, message.Handshake!);
            }
        }

        return null;
    }

    // The first hello was fine but for the key: what does not take the second cannot deal with a HelloRetryRequest.
    private IEnumerable<RuleFinding> RefusedRetry(DiagnosisCase examined)
    {
        ServerHello? retry = examined.Handshake.Messages.Select(message => message.Handshake).OfType<ServerHello>().FirstOrDefault(answer => answer.IsHelloRetryRequest);
        int hellos = examined.Handshake.Messages.Count(message => message.HandshakeType == HandshakeType.ClientHello);
        if (retry is null || hellos < 2 || examined.HasHole)
        {
            return [];
        }

        return [Info.Found(
            FindingSubject.Server,
            Confidence.Likely,
            $"The server asked for another ClientHello with a key of the group {retry.SelectedGroup} (HelloRetryRequest), got one, and then ended the handshake ({examined.Sign.Evidence.Message}): most likely something at its end cannot deal with the second ClientHello.",
            examined.EvidenceOf(retry, "selected_group"),
            examined.Sign.Evidence)];
    }
}
