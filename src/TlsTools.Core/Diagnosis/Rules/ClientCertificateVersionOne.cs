using System.Collections.Generic;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The client's certificate is of X.509 version 1.</summary>
internal sealed class ClientCertificateVersionOne : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(ClientCertificateVersionOne), Severity.Warning, "RFC 5280, 4.1.2.1; RFC 5246, 7.4.6");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.SentChain.Length == 0 || examined.SentChain[0] is not { Version: { } version and < 3 } leaf)
        {
            return [];
        }

        return
        [
            Info.Found(
                FindingSubject.Client,
                Confidence.Certain,
                $"The client's certificate '{leaf}' is of X.509 version {version}, which cannot say what it is for; OpenSSL and Java accept that, Go, Windows and IAIK do not.",
                examined.EvidenceOf(examined.Handshake.ClientCertificateMessage!, "version")),
        ];
    }
}
