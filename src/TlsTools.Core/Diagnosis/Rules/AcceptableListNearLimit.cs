using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server's list of authorities comes near the length at which software begins to cut or refuse it.</summary>
internal sealed class AcceptableListNearLimit : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(AcceptableListNearLimit), Severity.Warning, "RFC 5246, 7.4.4; RFC 8446, 4.2.4");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.Find(HandshakeType.CertificateRequest, Side.Server) is not { Length: > Near and <= AcceptableListTooLong.JavaLimit } request)
        {
            return [];
        }

        string what = request.Length > RecordLimit
            ? $"more than the {RecordLimit} at which Windows servers cut their list, and on the way to the {AcceptableListTooLong.JavaLimit} that Java clients take"
            : $"close to the {RecordLimit} at which Windows servers cut their list";
        return
        [
            Info.Found(
                FindingSubject.Server,
                Confidence.Certain,
                $"The server's request for a client certificate has {request.Length} bytes and names {examined.Handshake.AcceptableCA?.Count} authorities: {what}.",
                Evidence.Of(request, "certificate_authorities")),
        ];
    }

    // Microsoft KB 933430: names beyond 0x4000 bytes are left out.
    private const int RecordLimit = 16384;

    // An eighth is room for some twenty names more.
    private const int Near = RecordLimit - (RecordLimit / 8);
}
