using System.Collections.Generic;
using System.Linq;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server answered with an extension that the client had not asked for.</summary>
internal sealed class UnsupportedExtension : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(UnsupportedExtension), Severity.Failure, "RFC 5246, 7.4.1.4; RFC 8446, 4.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (!examined.HasFailed || examined.Sign is not { Kind: FailureKind.Alert, Description: { } alert } || alert != AlertDescription.UnsupportedExtension)
        {
            return [];
        }

        bool isClient = examined.Sign.Sender == Side.Client;
        List<ExtensionType> surplus = Surplus(examined.Handshake.ClientHello, examined.Handshake.ServerHello);
        string what = surplus.Count > 0 ? string.Join(", ", surplus) : "an extension that it had not been asked for";
        return [Info.Found(
            isClient ? FindingSubject.Server : FindingSubject.Client,
            Confidence.Certain,
            $"The {(isClient ? "server" : "client")} sent {what}{(surplus.Count > 0 ? ", which the client had not offered" : string.Empty)}, and the {(isClient ? "client" : "server")} refused that with the alert unsupported_extension.",
            [.. isClient && examined.Handshake.ServerHello is { } answer ? [examined.EvidenceOf(answer, what)] : Enumerable.Empty<Evidence>(), examined.Sign.Evidence])];
    }

    // RFC 5746, 3.6: the SCSV asks for renegotiation_info as well; RFC 8446, 4.2.2: a cookie comes unasked.
    private static List<ExtensionType> Surplus(ClientHello? hello, ServerHello? answer) =>
        hello is null || answer?.Extensions is not { } extensions ? []
        : [.. extensions
            .Select(extension => extension.Type)
            .Where(type => hello.Extension(type) is null
                && type != ExtensionType.Cookie
                && !(type == ExtensionType.RenegotiationInfo && hello.CipherSuites.Contains(CipherSuite.TlsEmptyRenegotiationInfoScsv)))];
}
