using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The server could not read the Encrypted Client Hello, and the client does not go on without.</summary>
internal sealed class EncryptedClientHelloRejected : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(EncryptedClientHelloRejected), Severity.Failure, "RFC 9849, 6.1.6");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        if (examined.Handshake.ClientHello is not { OffersEncryptedClientHello: true } hello
            || examined.Sign is not { Kind: FailureKind.Alert, Description: { } alert }
            || alert != AlertDescription.EchRequired)
        {
            return [];
        }

        return [Info.Found(
            FindingSubject.Server,
            Confidence.Certain,
            $"The client hid the name of the server that it wants (Encrypted Client Hello), the server could not read it{(hello.ServerName is { } outer ? $" and answered for {outer}" : string.Empty)}, and the client ended the handshake with the alert ech_required.",
            examined.EvidenceOf(hello, "encrypted_client_hello"),
            examined.Sign.Evidence)];
    }
}
