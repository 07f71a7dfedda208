using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Diagnosis.Rules;

/// <summary>Client and server have no version of the protocol in common.</summary>
internal sealed class ProtocolVersionMismatch : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ProtocolVersionMismatch), Severity.Failure, "RFC 8446, 6.2; RFC 5246, E.1");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (!examined.HasFailed || examined.Handshake.ClientHello is not { } hello)
        {
            return [];
        }

        FailureSign sign = examined.Sign;
        return sign.IsAlert(Side.Server, AlertDescription.ProtocolVersion) ? [RefusedByServer(examined, hello)]
            : sign.Sender == Side.Client && sign.Stage == FailureStage.ClientJudges ? RefusedByClient(examined, hello)
            : sign.IsClosedBy(Side.Server) && sign.Stage == FailureStage.ServerAnswers ? ClosedByServer(examined, hello)
            : examined.Offer.FindingsOf(OfferPart.Versions, Info);
    }

    private static ProtocolVersion Highest(IReadOnlyList<ProtocolVersion> versions)
    {
        ProtocolVersion highest = versions[0];
        foreach (ProtocolVersion version in versions)
        {
            highest = version.IsTls13 || (!highest.IsTls13 && version.Code > highest.Code) ? version : highest;
        }

        return highest;
    }

    private RuleFinding RefusedByServer(DiagnosisCase examined, ClientHello hello)
    {
        bool isNewest = hello.OfferedVersions.Any(version => version.IsTls13);
        bool isOld = !isNewest;
        string what = isOld ? "the client is too old for this server, or set so"
            : hello.OfferedVersions.Count == 1 ? "the server is too old for this client, or set so"
            : "the server has only older ones, or cannot deal with such a ClientHello";
        IEnumerable<ProtocolVersion> chosen = examined.Elsewhere.Where(other => other.Version is not null).Select(other => other.Version!.Value).Distinct();
        string elsewhere = string.Join(", ", chosen);
        string proof = elsewhere.Length > 0 ? $" In other handshakes it chose {elsewhere}." : string.Empty;
        return Info.Found(
            isOld ? FindingSubject.Client : FindingSubject.Server,
            Confidence.Certain,
            $"The client offered {string.Join(", ", hello.OfferedVersions)} and the server takes none of it, as its alert protocol_version says: {what}.{proof}",
            examined.EvidenceOf(hello, hello.OfferedVersions.Count > 1 || isNewest ? "supported_versions" : "legacy_version"),
            examined.Sign.Evidence);
    }

    // The server chose a version that the client did not offer, or that is below what the client takes.
    private IEnumerable<RuleFinding> RefusedByClient(DiagnosisCase examined, ClientHello hello)
    {
        if (examined.Handshake is not { ServerHello: { } answer, Version: { } chosen } || examined.Sign.Description is not { } alert)
        {
            return [];
        }

        bool isOffered = hello.OfferedVersions.Contains(chosen);
        bool isNamed = alert == AlertDescription.ProtocolVersion;
        bool isBare = alert == AlertDescription.HandshakeFailure || alert == AlertDescription.IllegalParameter;

        // With the sentinel it is the downgrade that the client refused.
        if (answer.DowngradeSignal is not null || (!isNamed && (isOffered || !isBare)))
        {
            return [];
        }

        bool isListed = hello.Extension(ExtensionType.SupportedVersions) is not null;
        Confidence confidence = isNamed ? Confidence.Certain : isListed ? Confidence.Likely : Confidence.Possible;
        return [Info.Found(
            chosen.Code < ProtocolVersion.Tls12.Code || isListed ? FindingSubject.Server : FindingSubject.Client,
            confidence,
            $"The client offered {string.Join(", ", hello.OfferedVersions)}, the server chose {chosen}, and the client refused that with the alert {alert}: the newest that the server has is older than what the client takes.",
            examined.EvidenceOf(hello, isListed ? "supported_versions" : "legacy_version"),
            examined.EvidenceOf(answer, $"{chosen}"),
            examined.Sign.Evidence)];
    }

    // Windows closes or resets where others send an alert.
    private IEnumerable<RuleFinding> ClosedByServer(DiagnosisCase examined, ClientHello hello)
    {
        ProtocolVersion highest = Highest(hello.OfferedVersions);
        if (examined.HasHole)
        {
            return [];
        }

        if (highest.IsTls13 || highest.Code >= ProtocolVersion.Tls12.Code)
        {
            // Something that cannot deal with TLS 1.3 lets through what does not offer it.
            List<TlsHandshake> others = [.. examined.Elsewhere.Where(other => other.OfferedVersions is not null)];
            if (highest.IsTls13 && others.Count > 0 && others.TrueForAll(other => !other.OfferedVersions!.Any(version => version.IsTls13)))
            {
                return [Info.Found(
                    FindingSubject.Network,
                    Confidence.Possible,
                    "The client offered TLS 1.3 and the connection was cut off without a word, while handshakes that did not offer it were completed: perhaps the server, or something on the way, cannot deal with a ClientHello of TLS 1.3.",
                    examined.EvidenceOf(hello, "supported_versions"),
                    examined.Sign.Evidence)];
            }

            return [];
        }

        TlsHandshake? newer = examined.Elsewhere.FirstOrDefault(other => other.Version is { } chosen && (chosen.IsTls13 || chosen.Code > highest.Code));
        string proof = newer is null ? string.Empty : $", and in another handshake it chose {newer.Version}";
        return [Info.Found(
            FindingSubject.Client,
            newer is null ? Confidence.Possible : Confidence.Likely,
            $"The client offered nothing newer than {highest}, and the server closed the connection without a word{proof}: {(newer is null ? "perhaps" : "most likely")} it takes no version that old.",
            examined.EvidenceOf(hello, "legacy_version"),
            examined.Sign.Evidence)];
    }
}
