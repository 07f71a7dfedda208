using System.Collections.Generic;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server's certificate is of X.509 version 1.</summary>
internal sealed class ServerCertificateVersionOne : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ServerCertificateVersionOne), Severity.Warning, "RFC 5280, 4.1.2.1; RFC 5246, 7.4.2");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.ServerChain is not [{ Version: < 3 } leaf, ..])
        {
            return [];
        }

        return
        [
            Info.Found(
                FindingSubject.Server,
                Confidence.Certain,
                $"The server's certificate '{leaf}' is of X.509 version {leaf.Version}, which can say neither its names nor what it is for; OpenSSL and Java accept that, Go and browsers do not.",
                examined.ServerChainEvidence("version")),
        ];
    }
}
