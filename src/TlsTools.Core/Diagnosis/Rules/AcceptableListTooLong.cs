using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server's request is longer than Java clients take.</summary>
internal sealed class AcceptableListTooLong : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(AcceptableListTooLong), Severity.Warning, "RFC 5246, 7.4.4; RFC 8446, 4.2.4");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.Find(HandshakeType.CertificateRequest, Side.Server) is not { Length: > JavaLimit } request)
        {
            return [];
        }

        return
        [
            Info.Found(
                FindingSubject.Server,
                Confidence.Certain,
                $"The server's request for a client certificate has {request.Length} bytes and names {examined.Handshake.AcceptableCA?.Count} authorities; Java clients end the handshake at more than {JavaLimit} bytes, and a Windows server would have cut the list at 16384.",
                Evidence.Of(request, "certificate_authorities")),
        ];
    }

    // JDK: jdk.tls.maxHandshakeMessageSize, 32,768 unless it is set.
    internal const int JavaLimit = 32768;
}
