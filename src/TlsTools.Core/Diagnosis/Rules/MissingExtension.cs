using System.Collections.Generic;
using System.Linq;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Diagnosis.Rules;

/// <summary>A hello lacks an extension that the version asks for.</summary>
internal sealed class MissingExtension : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(MissingExtension), Severity.Failure, "RFC 8446, 6.2 and 9.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (!examined.HasFailed || examined.Sign is not { Kind: FailureKind.Alert, Description: { } alert } || alert != AlertDescription.MissingExtension)
        {
            return [];
        }

        bool isServer = examined.Sign.Sender == Side.Server;
        HandshakeMessage? judged = isServer ? examined.Handshake.ClientHello : examined.Handshake.ServerHello;
        IReadOnlyList<ExtensionType> lacking = judged is ClientHello hello ? LackedBy(hello) : [];
        string what = lacking.Count > 0 ? $"{string.Join(", ", lacking)}" : "an extension that it needs";
        return [Info.Found(
            isServer ? FindingSubject.Client : FindingSubject.Server,
            Confidence.Certain,
            $"The {(isServer ? "client" : "server")} did not send {what}, and the {(isServer ? "server" : "client")} refused that with the alert missing_extension.",
            [.. judged is null ? Enumerable.Empty<Evidence>() : [examined.EvidenceOf(judged, lacking.Count > 0 ? $"no {what}" : "extensions")], examined.Sign.Evidence])];
    }

    /// <summary>What TLS 1.3 asks of a ClientHello and this one does not have.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-9.2">RFC 8446, 9.2</seealso>
    internal static IReadOnlyList<ExtensionType> LackedBy(ClientHello hello)
    {
        List<ExtensionType> lacking = [];
        if (!hello.OfferedVersions.Any(version => version.IsTls13))
        {
            return lacking;
        }

        bool hasKey = hello.Extension(ExtensionType.PreSharedKey) is not null;
        bool hasGroups = hello.Extension(ExtensionType.SupportedGroups) is not null;
        bool hasShare = hello.Extension(ExtensionType.KeyShare) is not null;
        if (!hasKey && hello.Extension(ExtensionType.SignatureAlgorithms) is null)
        {
            lacking.Add(ExtensionType.SignatureAlgorithms);
        }

        if (!hasGroups && (hasShare || !hasKey))
        {
            lacking.Add(ExtensionType.SupportedGroups);
        }

        if (!hasShare && (hasGroups || !hasKey))
        {
            lacking.Add(ExtensionType.KeyShare);
        }

        if (hasKey && hello.Extension(ExtensionType.PskKeyExchangeModes) is null)
        {
            lacking.Add(ExtensionType.PskKeyExchangeModes);
        }

        return lacking;
    }
}
