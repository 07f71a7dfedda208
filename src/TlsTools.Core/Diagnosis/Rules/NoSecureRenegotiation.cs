using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server does not support secure renegotiation.</summary>
internal sealed class NoSecureRenegotiation : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(NoSecureRenegotiation), Severity.Warning, "RFC 5746, 3.4 and 4.1");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.Handshake is { Outcome: HandshakeOutcome.Completed, Version.IsTls13: false, ClientHello: { } hello, ServerHello: { } answer } && IsMissing(hello, answer))
        {
            return
            [
                Info.Found(
                    FindingSubject.Server,
                    Confidence.Certain,
                    "The server does not support secure renegotiation: its ServerHello has no renegotiation_info. Clients such as those on OpenSSL 3 refuse such servers.",
                    examined.EvidenceOf(answer, "no renegotiation_info")),
            ];
        }

        return [];
    }

    /// <summary>Whether the client asked for secure renegotiation and the server did not answer.</summary>
    internal static bool IsMissing(ClientHello hello, ServerHello answer) =>
        answer is { Fault: null, SelectedVersion.IsTls13: false }
        && answer.Extension(ExtensionType.RenegotiationInfo) is null
        && (hello.Extension(ExtensionType.RenegotiationInfo) is not null || Signals(hello));

    private static bool Signals(ClientHello hello)
    {
        for (int index = 0; index < hello.CipherSuites.Count; index++)
        {
            if (hello.CipherSuites[index] == CipherSuite.TlsEmptyRenegotiationInfoScsv)
            {
                return true;
            }
        }

        return false;
    }
}
