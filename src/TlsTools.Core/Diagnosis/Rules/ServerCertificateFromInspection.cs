using System.Collections.Generic;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server's certificate seems to be made by a product that decrypts traffic on its way.</summary>
internal sealed class ServerCertificateFromInspection : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ServerCertificateFromInspection), Severity.Information, "RFC 5280, 4.1.2.4");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.ServerTraits.InspectionProduct is not { } product)
        {
            return [];
        }

        return
        [
            Info.Noted(
                examined.HasFailed ? Severity.Warning : Severity.Information,
                FindingSubject.Network,
                Confidence.Likely,
                $"The issuer of the server's certificate, '{examined.ServerChain[0].Issuer}', is called like an authority of {product}: then that product decrypts the traffic, the certificate is not the server's own, and client certificates do not pass.",
                examined.ServerChainEvidence("issuer")),
        ];
    }
}
