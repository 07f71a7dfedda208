using System.Collections.Generic;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server's certificate has no subjectAltName, so clients have no name to compare.</summary>
internal sealed class ServerCertificateWithoutNames : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ServerCertificateWithoutNames), Severity.Warning, "RFC 9525, 6.3; RFC 9110, 4.3.4");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        // One of version 1 can have none, which is said of it already.
        if (examined.ServerChain is not [{ Subject: not null, Fault: null, Version: >= 3 } leaf, ..] || examined.ServerTraits.HasNames)
        {
            return [];
        }

        return
        [
            Info.Found(
                FindingSubject.Server,
                Confidence.Certain,
                $"The server's certificate '{leaf}' has no DNS name and no address in a subjectAltName. Browsers, Go and .NET look nowhere else; OpenSSL and Java still compare the common name.",
                examined.ServerChainEvidence("no subjectAltName")),
        ];
    }
}
