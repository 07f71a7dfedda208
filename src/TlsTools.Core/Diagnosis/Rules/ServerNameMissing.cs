using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The client named no server (SNI), and the server needs a name.</summary>
internal sealed class ServerNameMissing : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ServerNameMissing), Severity.Failure, "RFC 6066, 3; RFC 8446, 9.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (!examined.HasFailed || examined.Handshake.ClientHello is not { ServerName: null, OffersEncryptedClientHello: false } hello)
        {
            return [];
        }

        // RFC 8446, 9.2: a server may answer missing_extension where it needs the name.
        bool isNamed = examined.Sign.IsAlert(Side.Server, AlertDescription.UnrecognizedName);
        bool isMissing = examined.Sign.IsAlert(Side.Server, AlertDescription.MissingExtension) && MissingExtension.LackedBy(hello).Count == 0;
        if (!isNamed && !isMissing)
        {
            return examined.Offer.FindingsOf(OfferPart.ServerName, Info);
        }

        return
        [
            Info.Found(
                FindingSubject.Client,
                isNamed ? Confidence.Certain : Confidence.Likely,
                $"The client did not say which server it wants (no SNI), and the server refused that with the alert {examined.Sign.Description}.",
                examined.EvidenceOf(hello, "no server_name"),
                examined.Sign.Evidence),
        ];
    }
}
