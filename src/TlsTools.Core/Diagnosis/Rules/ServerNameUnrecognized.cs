using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server does not know the name that the client asked for (SNI).</summary>
internal sealed class ServerNameUnrecognized : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ServerNameUnrecognized), Severity.Failure, "RFC 6066, 3") { IsForHealthy = true };

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        TlsHandshake handshake = examined.Handshake;
        if (handshake.Alerts.Count == 0 || handshake.ClientHello is not { ServerName: { } name } hello)
        {
            return [];
        }

        if (examined.HasFailed && examined.Sign.IsAlert(Side.Server, AlertDescription.UnrecognizedName))
        {
            return [Info.Found(FindingSubject.Client, Confidence.Certain, $"The client asked for {name}, and the server does not serve that name, as its alert unrecognized_name says.{Others(examined, name)}", examined.EvidenceOf(hello, "server_name"), examined.Sign.Evidence)];
        }

        if (handshake.Alerts.FirstOrDefault(alert => alert.Sender == Side.Server && alert.Code == AlertDescription.UnrecognizedName.Code) is { } warning)
        {
            return [Warned(examined, hello, name, warning)];
        }

        return examined.HasFailed ? Malformed(examined, hello, name) : [];
    }

    private static string Others(DiagnosisCase examined, string name)
    {
        string others = string.Join(", ", examined.Elsewhere.Select(other => other.ServerName).Where(other => other is not null && other != name).Distinct());
        return others.Length > 0 ? $" In other handshakes it was asked for {others} and went on." : string.Empty;
    }

    // A warning that the client may ignore, and that Java 7 does not.
    private RuleFinding Warned(DiagnosisCase examined, ClientHello hello, string name, TlsAlert warning)
    {
        bool isEnd = examined.HasFailed && examined.Sign is { Sender: Side.Client, Stage: FailureStage.ServerAnswers or FailureStage.ClientJudges }
            && examined.Handshake.Messages.All(message => message.Sender == Side.Server || message.HandshakeType == HandshakeType.ClientHello || message.Alert is not null);
        return isEnd
            ? Info.Found(FindingSubject.Server, Confidence.Possible, $"The server warned that it does not know the name {name} (unrecognized_name), and then the client ended the handshake; some clients, such as Java 7, do not go on after this warning.", examined.EvidenceOf(hello, "server_name"), Evidence.Of(warning), examined.Sign.Evidence)
            : Info.Noted(Severity.Information, FindingSubject.Server, Confidence.Certain, $"The server warned that it does not know the name {name} (unrecognized_name) and went on with its default.", examined.EvidenceOf(hello, "server_name"), Evidence.Of(warning));
    }

    // RFC 6066, 3: a host name without a dot at its end, no address, no port.
    private IEnumerable<RuleFinding> Malformed(DiagnosisCase examined, ClientHello hello, string name)
    {
        FailureSign sign = examined.Sign;
        string? fault = name.IndexOf(':') > 0 ? "a port or an IPv6 address"
            : IPAddress.TryParse(name, out _) ? "an IP address"
            : name[name.Length - 1] == '.' ? "a name with a dot at its end"
            : name.AsSpan().IndexOf('_') >= 0 ? "a name with an underscore"
            : null;
        bool isRefused = sign is { Kind: FailureKind.Alert, Sender: Side.Server, Stage: FailureStage.ServerAnswers, Description: { } alert }
            && (alert == AlertDescription.IllegalParameter || alert == AlertDescription.DecodeError || alert == AlertDescription.HandshakeFailure || alert == AlertDescription.InternalError);
        if (fault is null || !isRefused)
        {
            return [];
        }

        return [Info.Found(
            FindingSubject.Client,
            sign.IsAlert(Side.Server, AlertDescription.HandshakeFailure) || name.AsSpan().IndexOf('_') >= 0 ? Confidence.Possible : Confidence.Likely,
            $"The client sent {fault} as the server's name ({name}), which SNI does not allow, and the server refused the ClientHello with the alert {sign.Description}.",
            examined.EvidenceOf(hello, "server_name"),
            sign.Evidence)];
    }
}
